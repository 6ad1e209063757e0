package dev.gotstack;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The floors of the house: a package imports only from floors below its own.
class ArchitectureTest {
    private static final String ROOT = "dev.gotstack";
    private static final List<List<String>> FLOORS = List.of(
            List.of("io", "text"),
            List.of("memory", "layout", "disasm"),
            List.of("dump", "symbol", "x86"),
            List.of("windows"),
            List.of("stack"),
            List.of("analysis"),
            List.of("command", "report"),
            List.of("model"),
            List.of("ui", "cli"),
            List.of(""));
    private static final Map<String, Integer> FLOOR_OF = new HashMap<>();

    static {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (var name : FLOORS.get(floor)) {
                FLOOR_OF.put(name, floor);
            }
        }
    }

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageHasAFloor() {
        classes()
                .should(new ArchCondition<>("lie on a floor") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!FLOOR_OF.containsKey(room(type))) {
                            events.add(SimpleConditionEvent.violated(type, type + " lies on no floor"));
                        }
                    }
                })
                .check(product);
    }

    @Test
    void importsGoDownOnly() {
        classes()
                .should(new ArchCondition<>("import from floors below only") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (var dependency : type.getDirectDependenciesFromSelf()) {
                            var target = dependency.getTargetClass().getBaseComponentType();
                            if (target.getPackageName().startsWith(ROOT) && !allowed(type, target)) {
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                            }
                        }
                    }
                })
                .check(product);
    }

    /// Below, or the same room; a subpackage may use its parent and, within `ui`, the rooms that panes share.
    private static boolean allowed(JavaClass from, JavaClass to) {
        int here = FLOOR_OF.getOrDefault(room(from), -1);
        int there = FLOOR_OF.getOrDefault(room(to), 99);
        if (there < here) {
            return true;
        }
        if (!room(from).equals(room(to))) {
            return false;
        }
        if (!room(from).equals("ui")) {
            return true;
        }
        var pane = from.getPackageName();
        var other = to.getPackageName();
        boolean shell = pane.equals(ROOT + ".ui") || pane.equals(ROOT + ".ui.action");
        boolean shared =
                List.of("control", "theme", "action").stream().anyMatch(name -> other.equals(ROOT + ".ui." + name));
        return shell || pane.equals(other) || shared;
    }

    /// The top package below the root: `symbol` for `dev.gotstack.symbol.pdb`.
    private static String room(JavaClass type) {
        var name = type.getPackageName();
        if (name.equals(ROOT)) {
            return "";
        }
        var rest = name.substring(ROOT.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    @Test
    void nothingBelowTheModelKnowsJavaFx() {
        noClasses()
                .that(describe("lie below the model", type -> FLOOR_OF.getOrDefault(room(type), 99) < 7))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..")
                .check(product);
    }

    @Test
    void theModelKnowsTheBaseOfJavaFxOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..", "javafx.concurrent..")
                .check(product);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(product);
    }

    @Test
    void noStaticFieldIsWritten() {
        noFields().that().areStatic().should().notBeFinal().check(product);
    }
}
