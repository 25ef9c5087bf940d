using Governance.Platform;

namespace Governance.Ingestion;

// Starting an import.

/// <summary>The import map has errors; the sentence lists up to 20 of them.</summary>
/// <param name="Errors">All errors of the map.</param>
[RefusalCode("map-invalid")]
public sealed record MapInvalid(IReadOnlyList<MapError> Errors)
    : Refusal(
        $"The import map has {(Errors.Count == 1 ? "an error" : $"{Errors.Count} errors")}: "
            + $"{string.Join(" ", Errors.Take(20).Select(e => $"{e.Path}: {e.What} {e.Remedy}"))}",
        "Correct the map; its schema is at /api/v1/schemas/import-map.json."
    );

/// <summary>The upload exceeds <c>Ingestion:MaxUploadBytes</c>; nothing of it is stored.</summary>
[RefusalCode("upload-too-large")]
public sealed record UploadTooLarge(long MaxBytes)
    : Refusal(
        $"The upload has more than {MaxBytes:N0} bytes.",
        "Split it, or ask an administrator to raise Ingestion:MaxUploadBytes."
    );

/// <summary>The content of the upload is neither a zip nor a tar.</summary>
[RefusalCode("upload-unknown")]
public sealed record UploadUnknown(string Name)
    : Refusal($"“{Name}” is not a zip, tar or tar.gz file.", "Pack the files in one of these formats.");

/// <summary>The request has a map, but neither a file nor a folder.</summary>
[RefusalCode("upload-missing")]
public sealed record UploadMissing()
    : Refusal(
        "The request has a map, but no file and no folder.",
        "Send a file, or name a folder below a configured root."
    );

/// <summary><c>Ingestion:FolderRoots</c> is empty, so no folder can be imported.</summary>
[RefusalCode("no-folder-roots")]
public sealed record NoFolderRoots()
    : Refusal(
        "This installation does not allow imports from folders.",
        "Ask an administrator to set Ingestion:FolderRoots, or upload an archive."
    );

/// <summary>No configured root has the folder, or a link is on the way to it.</summary>
[RefusalCode("folder-not-found")]
public sealed record FolderNotFound(string Path)
    : Refusal($"There is no folder “{Path}” below a configured root.", "Check the path; links are not followed.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

// The source.

/// <summary>The archive is damaged or incomplete; the whole import is refused.</summary>
/// <param name="Format">zip or tar.</param>
[RefusalCode("archive-unreadable")]
public sealed record ArchiveUnreadable(string Format)
    : Refusal($"The archive cannot be read as {Format}.", "It may be damaged or incomplete; pack it again.");

/// <summary>The source has more entries than <c>Ingestion:MaxFiles</c>; the whole import is refused.</summary>
[RefusalCode("too-many-files")]
public sealed record TooManyFiles(int Max)
    : Refusal(
        $"The source has more than {Max:N0} files and folders.",
        "Split the import, or ask an administrator to raise Ingestion:MaxFiles."
    );

/// <summary>All files together exceed <c>Ingestion:MaxTotalBytes</c> after unpacking; the whole import is refused.</summary>
[RefusalCode("upload-unpacks-too-large")]
public sealed record UploadUnpacksTooLarge(long MaxBytes)
    : Refusal(
        $"The files unpack to more than {MaxBytes:N0} bytes.",
        "Split the import, or ask an administrator to raise Ingestion:MaxTotalBytes."
    );

/// <summary>A path contains <c>..</c>.</summary>
[RefusalCode("path-escapes")]
public sealed record PathEscapes(string Path)
    : Refusal($"“{Path}” points outside its folder.", "Use relative paths without “..”.");

/// <summary>A path starts at a root or a drive.</summary>
[RefusalCode("path-absolute")]
public sealed record PathAbsolute(string Path) : Refusal($"“{Path}” is an absolute path.", "Use relative paths.");

/// <summary>A path exceeds <c>Ingestion:MaxPathCharacters</c>.</summary>
[RefusalCode("path-too-long")]
public sealed record PathTooLong(string Path, int Max)
    : Refusal(
        $"The path has more than {Max:N0} characters.",
        "Shorten the path, or ask an administrator whether Ingestion:MaxPathCharacters can be raised."
    );

/// <summary>A path exceeds <c>Ingestion:MaxFolderDepth</c>.</summary>
[RefusalCode("folders-too-deep")]
public sealed record FoldersTooDeep(string Path, int Max)
    : Refusal(
        $"“{Path}” is nested more than {Max:N0} folders deep.",
        "Use fewer levels of folders, or ask an administrator to raise Ingestion:MaxFolderDepth."
    );

/// <summary>A path is not UTF-8, has an empty segment, or contains control characters or text direction marks.</summary>
[RefusalCode("path-unreadable")]
public sealed record PathUnreadable(string Path)
    : Refusal(
        $"“{Path}” is not a valid path: it contains characters that are not allowed, or empty parts.",
        "Rename the file, and store its name as UTF-8."
    );

/// <summary>Two files have the same path when case is ignored; the second one is refused.</summary>
[RefusalCode("name-twice")]
public sealed record NameTwice(string Path)
    : Refusal(
        $"“{Path}” appears twice; the two names may differ only in upper and lower case.",
        "Remove or rename one of the files."
    );

/// <summary>The entry is a symbolic or hard link, which is never followed.</summary>
[RefusalCode("link-refused")]
public sealed record LinkRefused(string Path) : Refusal($"“{Path}” is a link.", "Pack the file itself.");

/// <summary>The entry is a device, a pipe or another special file.</summary>
[RefusalCode("special-file-refused")]
public sealed record SpecialFileRefused(string Path)
    : Refusal($"“{Path}” is not a regular file.", "Leave devices and pipes out.");

/// <summary>The zip entry needs a password.</summary>
[RefusalCode("file-encrypted")]
public sealed record FileEncrypted(string Path) : Refusal($"“{Path}” is encrypted.", "Pack it without a password.");

/// <summary>The file exceeds <c>Ingestion:MaxFileBytes</c> after unpacking.</summary>
[RefusalCode("file-too-large")]
public sealed record FileTooLarge(string Path, long MaxBytes)
    : Refusal(
        $"“{Path}” has more than {MaxBytes:N0} bytes.",
        "Split it, or ask an administrator to raise Ingestion:MaxFileBytes."
    );

/// <summary>The file, or the archive as a whole, exceeds <c>Ingestion:MaxRatio</c>.</summary>
/// <param name="Path">The file, or “the archive”.</param>
/// <param name="MaxRatio">Unpacked bytes for each packed byte.</param>
[RefusalCode("compressed-too-well")]
public sealed record CompressedTooWell(string Path, int MaxRatio)
    : Refusal(
        $"“{Path}” unpacks to at least {MaxRatio:N0} times its packed size, as a zip bomb does.",
        "If the data is genuine, ask an administrator to raise Ingestion:MaxRatio."
    );

/// <summary>The file cannot be unpacked.</summary>
[RefusalCode("file-damaged")]
public sealed record FileDamaged(string Path) : Refusal($"“{Path}” is damaged inside the archive.", "Pack it again.");

// Images and texts.

/// <summary>The content is not a JPEG, PNG, WebP or TIFF.</summary>
[RefusalCode("not-an-image")]
public sealed record NotAnImage(string Path)
    : Refusal($"“{Path}” is not an image in a supported format.", "Use JPEG, PNG, WebP or TIFF.");

/// <summary>The image exceeds <c>Ingestion:MaxImagePixels</c>.</summary>
/// <param name="Counted">Pixels, where one of more than four bytes counts as several.</param>
[RefusalCode("image-too-large")]
public sealed record ImageTooLarge(string Path, long Width, long Height, long Counted, long MaxPixels)
    : Refusal(
        $"By its header, “{Path}” has {Width:N0} × {Height:N0} "
            + $"pixels{(Counted > Width * Height ? $", which count as {Counted:N0} because each has more than four bytes" : "")}; "
            + $"{MaxPixels:N0} are allowed.",
        "Scale it down, or ask an administrator to raise Ingestion:MaxImagePixels."
    );

/// <summary>The width or the height of the image exceeds <c>Ingestion:MaxImageSide</c>.</summary>
[RefusalCode("image-side-too-long")]
public sealed record ImageSideTooLong(string Path, long Width, long Height, long MaxSide)
    : Refusal(
        $"By its header, “{Path}” is {Width:N0} pixels wide and {Height:N0} high; {MaxSide:N0} are allowed for each side.",
        "Scale it down or crop it, or ask an administrator to raise Ingestion:MaxImageSide."
    );

/// <summary>The image has too many pages or channels.</summary>
/// <param name="Why">
/// <see cref="TooManyImageChannels"/> or <see cref="TooManyImagePages"/>; in rows that were stored before these had types, the
/// sentence as it was written.
/// </param>
[RefusalCode("image-too-deep")]
public sealed record ImageTooDeep(string Path, Message Why)
    : Refusal(
        $"“{Path}” is an image of a kind that is not supported. {Why.Text}",
        "Save it as an image with one page in grey, RGB or CMYK."
    );

/// <summary>The image cannot be decoded; the log has the decoder's own words.</summary>
/// <param name="Detail">Only in rows that were stored before: the decoder's reason.</param>
[RefusalCode("image-broken")]
public sealed record ImageBroken(string Path, string? Detail = null)
    : Refusal(
        $"“{Path}” cannot be decoded{(Detail is null ? "" : $": {Detail}")}.",
        "It may be damaged or incomplete; send it again."
    )
{
    /// <summary>What the decoder threw, for the log; it is not stored.</summary>
    internal Exception? Cause { get; init; }
}

/// <summary>The text file is not valid UTF-8.</summary>
[RefusalCode("text-not-utf8")]
public sealed record TextNotUtf8(string Path) : Refusal($"“{Path}” is not UTF-8.", "Save it as UTF-8.");

/// <summary>The text contains a character that no text may contain.</summary>
/// <param name="Fault">
/// An <see cref="InvalidCharacter"/>; in rows that were stored before it had a type, the clause as it was written.
/// </param>
[RefusalCode("text-unfit")]
public sealed record TextUnfit(string Path, Message Fault)
    : Refusal(
        $"The text in “{Path}” contains {Fault.Text}.",
        "Remove that character, or save the text again as UTF-8."
    );

/// <summary>The text exceeds <c>Ingestion:MaxTextCharacters</c>.</summary>
[RefusalCode("text-too-long")]
public sealed record TextTooLong(string Path, int Max)
    : Refusal(
        $"The text in “{Path}” has more than {Max:N0} characters.",
        "Split it, or ask an administrator to raise Ingestion:MaxTextCharacters."
    );

// Tables.

/// <summary>The table cannot be read from a row on; the rows before it are kept.</summary>
/// <param name="Detail">
/// <see cref="QuotesDoNotMatch"/>, <see cref="TableIsDamaged"/>, <see cref="RowIsTooLong"/> or <see
/// cref="ColumnNameUnfit"/>; in rows that were stored before these had types, the clause as it was written.
/// </param>
[RefusalCode("table-broken")]
public sealed record TableBroken(string Path, Message Detail)
    : Refusal(
        $"“{Path}” cannot be read from this row on: {Detail.Text}.",
        "Check the quotes and the encoding near this row; the rows before it were read."
    );

/// <summary>The table has no row at all.</summary>
[RefusalCode("table-empty")]
public sealed record TableEmpty(string Path)
    : Refusal($"“{Path}” is empty.", "Send the table with its rows, or leave it out.");

/// <summary>The map names a column that the table does not have.</summary>
/// <param name="Known">The table's columns, at most 30, as a list.</param>
[RefusalCode("column-not-found")]
public sealed record ColumnNotFound(string Path, string Column, string Known)
    : Refusal(
        $"“{Path}” has no column “{Column}”.",
        $"Its columns are: {Known}. A column can also be named by its position, such as #1."
    );

/// <summary>The map names a column that the table has more than once.</summary>
/// <param name="Places">The positions of the columns: #1, #3.</param>
[RefusalCode("column-ambiguous")]
public sealed record ColumnAmbiguous(string Path, string Column, string Places)
    : Refusal($"“{Path}” has more than one column “{Column}”.", $"Name the right one by its position: {Places}.");

/// <summary>A row has more or fewer cells than the header.</summary>
[RefusalCode("row-ragged")]
public sealed record RowRagged(int Cells, int Columns)
    : Refusal(
        $"The row has {Cells} {(Cells == 1 ? "cell" : "cells")}; the header has {Columns}.",
        "Check the delimiter and the quotes of this row."
    );

/// <summary>The time of a row or file cannot be read.</summary>
/// <param name="Why">
/// What is wrong with it (see <c>TimeMessages.cs</c>); in rows that were stored before these had types, the clause as it was
/// written.
/// </param>
[RefusalCode("time-unreadable")]
public sealed record TimeUnreadable(Message Why)
    : Refusal(
        $"The time cannot be read: {Why.Text}.",
        "Correct the cell, or set in the map how times are written and what applies when clocks change."
    );

/// <summary>A cell of a channel is not a finite number.</summary>
[RefusalCode("value-unreadable")]
public sealed record ValueUnreadable(string Column, string Value)
    : Refusal(
        $"“{Value}” in column “{Column}” is not a number.",
        "Correct the cell, add its text to missing.tokens, or set the channel's decimal separator."
    );

/// <summary>A cell of a channel is empty and the stream's policy refuses that.</summary>
[RefusalCode("value-missing")]
public sealed record ValueMissing(string Column)
    : Refusal(
        $"Column “{Column}” is empty in this row.",
        "Fill in the cell, or choose another policy for missing values."
    );

/// <summary>Several rows have the same time and the stream's policy refuses that; one refusal for each further row.</summary>
[RefusalCode("instant-twice")]
public sealed record InstantTwice(string Stream)
    : Refusal(
        $"Stream “{Stream}” has more than one row for this time.",
        "Keep one row, or choose another policy for duplicates."
    );

/// <summary>A cell that names the row's recording or subject is empty.</summary>
[RefusalCode("recording-unnamed")]
public sealed record RecordingUnnamed()
    : Refusal("The row names no recording or subject.", "Fill in the cells from which the map takes them.");

/// <summary>Rows of one recording name different subjects.</summary>
[RefusalCode("subject-changes")]
public sealed record SubjectChanges(string Recording)
    : Refusal($"Recording “{Recording}” has more than one subject.", "Include the subject in the recording's key.");

/// <summary>A key that the map makes is longer than its column.</summary>
/// <param name="Thing">What it names: the recording's key, the sample's key.</param>
/// <param name="Max">In characters.</param>
[RefusalCode("name-too-long")]
public sealed record NameTooLong(string Thing, int Max)
    : Refusal($"The {Thing} has more than {Max} characters.", "Shorten the values that the map makes it from.");

/// <summary>The import exceeds <c>Ingestion:MaxItems</c>.</summary>
[RefusalCode("import-too-large")]
public sealed record ImportTooLarge(int Max)
    : Refusal(
        $"The import has more than {Max:N0} recordings, anchors, images and texts in total.",
        "Split it, or ask an administrator to raise Ingestion:MaxItems."
    );

/// <summary>A sensor stream exceeds <c>Ingestion:MaxStreamValues</c>.</summary>
[RefusalCode("stream-too-long")]
public sealed record StreamTooLong(string Stream, long Max)
    : Refusal(
        $"Stream “{Stream}” has more than {Max:N0} times and values.",
        "Split the recording, or ask an administrator to raise Ingestion:MaxStreamValues."
    );

/// <summary>The clock correction leaves the range of nanoseconds in 64 bits.</summary>
[RefusalCode("clock-impossible")]
public sealed record ClockImpossible(string Stream)
    : Refusal(
        $"The clock correction moves stream “{Stream}” outside the years 1677 to 2262.",
        "Check the offset and its unit."
    );

/// <summary>A table lists a file that the import does not contain.</summary>
[RefusalCode("listed-file-missing")]
public sealed record ListedFileMissing(string Path)
    : Refusal(
        $"“{Path}” is listed in the table but is not among the imported files.",
        "Add the file, or remove it from the table."
    );

/// <summary>The image has no EXIF DateTimeOriginal that can be read.</summary>
[RefusalCode("exif-time-missing")]
public sealed record ExifTimeMissing(string Path)
    : Refusal($"“{Path}” has no readable EXIF time.", "Take its time from a table or from its path.");

// The import as a whole.

/// <summary>An earlier import brought the recording; its rows and files are left out.</summary>
[RefusalCode("already-imported")]
public sealed record AlreadyImported(string Recording)
    : Refusal(
        $"Recording “{Recording}” is already in the dataset, from an earlier import.",
        "Nothing was added to it. To add new anchors, give their recording another key."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The map uses none of the files; the whole import is refused.</summary>
/// <param name="Seen">Up to eight paths of the import, or “nothing”.</param>
[RefusalCode("nothing-matched")]
public sealed record NothingMatched(string Seen)
    : Refusal(
        $"No file matches a path of the map. The import contains: {Seen}.",
        "Compare these paths with those in the map; **/ matches any number of folders."
    );

/// <summary>The share of refused rows exceeds the map's <c>maximumRefusedShare</c>.</summary>
/// <param name="Share">From 0 to 1.</param>
[RefusalCode("too-many-rows-refused")]
public sealed record TooManyRowsRefused(long Refused, long Rows, double Share)
    : Refusal(
        $"{Refused:N0} of {Rows:N0} rows were refused; the map allows {Share:P0}.",
        "Look at the refusals; the time format or the delimiter may be wrong."
    );
