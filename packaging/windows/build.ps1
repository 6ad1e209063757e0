# Builds the app-image and .msi from target\gotstack (mvn package) into target\packages. Needs JDK 25 and, for the .msi,
# WiX 3 or later on the PATH. Run: powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$packaging = Split-Path -Parent $PSScriptRoot
$root = Split-Path -Parent $packaging
$distribution = Join-Path $root 'target\gotstack'
$out = Join-Path $root 'target\packages'
$version = ([xml](Get-Content (Join-Path $root 'pom.xml'))).project.version
$jpackage = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\jpackage.exe' } else { 'jpackage' }

if (-not (Test-Path (Join-Path $distribution 'lib\gotstack.jar'))) { throw 'first: mvn package' }
if (Test-Path $out) { Remove-Item -Recurse -Force $out }
$parts = New-Item -ItemType Directory -Force (Join-Path $out 'input')
Copy-Item (Join-Path $distribution 'lib\*.jar'), (Join-Path $packaging 'LICENSE'), (Join-Path $packaging 'THIRD-PARTY.md') $parts

# Windows wants an .ico; since Vista it may hold PNG pictures as they are.
& (Join-Path $PSScriptRoot 'icon.ps1') -Source (Join-Path $root 'assets\icons') -Target (Join-Path $out 'gotstack.ico')

$options = Get-Content (Join-Path $packaging 'java-options') | Where-Object { $_ } |
    ForEach-Object { '--java-options'; $_ }
$imageArguments = @(
    '--type', 'app-image', '--dest', $out, '--name', 'Gotstack', '--app-version', $version, '--vendor', 'Gotstack',
    '--description', 'Explorer of Windows kernel crash dumps', '--copyright', 'Apache License 2.0',
    '--icon', (Join-Path $out 'gotstack.ico'), '--input', $parts, '--main-jar', 'gotstack.jar',
    '--main-class', 'dev.gotstack.Main', '--runtime-image', (Join-Path $distribution 'runtime'),
    # The same program for a console window: gotstack-cli analyze, run, chart, report.
    '--add-launcher', "gotstack-cli=$(Join-Path $PSScriptRoot 'gotstack-cli.properties')"
) + $options
& $jpackage @imageArguments
if ($LASTEXITCODE) { throw "jpackage: exit code $LASTEXITCODE" }

# The caches were made for files with these times, in this order on the class path.
$image = Join-Path $out 'Gotstack'
foreach ($jar in Get-ChildItem (Join-Path $distribution 'lib\*.jar')) {
    (Get-Item (Join-Path $image "app\$($jar.Name)")).LastWriteTimeUtc = $jar.LastWriteTimeUtc
}
(Get-Item (Join-Path $image 'runtime\lib\modules')).LastWriteTimeUtc =
    (Get-Item (Join-Path $distribution 'runtime\lib\modules')).LastWriteTimeUtc
foreach ($settings in Get-ChildItem (Join-Path $image 'app\*.cfg')) {
    $kept = Get-Content $settings | Where-Object { $_ -notmatch '^app\.classpath=' -or $_ -match 'gotstack\.jar$' }
    Set-Content -Encoding ascii $settings $kept
}
Copy-Item (Join-Path $distribution 'lib\*.aot') (Join-Path $image 'app')
Copy-Item -Recurse (Join-Path $distribution 'dumps-sample') $image

if (-not ((Get-Command candle -ErrorAction SilentlyContinue) -or (Get-Command wix -ErrorAction SilentlyContinue))) {
    Write-Warning 'no WiX: no .msi'
    return
}
# The association offers Gotstack in "Open with"; a program that the user chose for .dmp stays chosen.
& $jpackage --type msi --dest $out --name Gotstack --app-version $version --vendor Gotstack --app-image $image `
    --license-file (Join-Path $packaging 'LICENSE') --file-associations (Join-Path $PSScriptRoot 'dump.properties') `
    --win-dir-chooser --win-menu --win-menu-group Gotstack --win-per-user-install `
    --win-upgrade-uuid 5d2b3f52-6c1e-4a0f-9b57-0f6f5a3f9c11
if ($LASTEXITCODE) { throw "jpackage: exit code $LASTEXITCODE" }
Get-ChildItem $out
