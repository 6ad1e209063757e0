# Puts PNG pictures into one .ico: a header, an entry for each, then the files as they are.
param([Parameter(Mandatory)][string] $Source, [Parameter(Mandatory)][string] $Target)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$sizes = 16, 24, 32, 48, 64, 128, 256
$pictures = foreach ($size in $sizes) { , [IO.File]::ReadAllBytes((Join-Path $Source "gotstack-$size.png")) }
$stream = [IO.File]::Create($Target)
$writer = New-Object IO.BinaryWriter $stream
try {
    $writer.Write([uint16] 0)
    $writer.Write([uint16] 1)
    $writer.Write([uint16] $sizes.Count)
    $offset = 6 + 16 * $sizes.Count
    for ($i = 0; $i -lt $sizes.Count; $i++) {
        $side = [byte] ($sizes[$i] % 256) # 0 means 256
        $writer.Write($side)
        $writer.Write($side)
        $writer.Write([uint16] 0)
        $writer.Write([uint16] 1)
        $writer.Write([uint16] 32)
        $writer.Write([uint32] $pictures[$i].Length)
        $writer.Write([uint32] $offset)
        $offset += $pictures[$i].Length
    }
    foreach ($picture in $pictures) { $writer.Write([byte[]] $picture) }
} finally {
    $writer.Dispose()
}
