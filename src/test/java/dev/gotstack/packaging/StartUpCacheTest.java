package dev.gotstack.packaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gotstack.io.packed.Xz;
import org.junit.jupiter.api.Test;

/// What would make a start-up cache fatal where the program was moved.
class StartUpCacheTest {
    @Test
    void onlyOneClassKnowsTheSealedLibrary() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Xz.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tukaani..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.gotstack"));
    }
}
