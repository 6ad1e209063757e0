package dev.gotstack.symbol.pe;

import java.util.Map;
import java.util.Optional;

/// What an image says about itself (VS_VERSIONINFO). All text is the maker's claim.
///
/// @param fixedFileVersion `5.2.3790.3959` from VS_FIXEDFILEINFO, empty if that is missing
/// @param strings the first language's strings, by key
public record VersionInfo(String fixedFileVersion, Map<String, String> strings) {

    public Optional<String> companyName() {
        return string("CompanyName");
    }

    public Optional<String> productName() {
        return string("ProductName");
    }

    public Optional<String> fileDescription() {
        return string("FileDescription");
    }

    public Optional<String> fileVersion() {
        return string("FileVersion");
    }

    public Optional<String> productVersion() {
        return string("ProductVersion");
    }

    public Optional<String> originalFilename() {
        return string("OriginalFilename");
    }

    /// A string by its key; empty too if it is blank.
    public Optional<String> string(String key) {
        return Optional.ofNullable(strings.get(key)).filter(text -> !text.isBlank());
    }
}
