using Governance.Platform;

namespace Governance.Ingestion;

// The door.
[RefusalCode("map-invalid")]
public sealed record MapInvalid(IReadOnlyList<MapError> Errors)
    : Refusal(
        $"The import map has {(Errors.Count == 1 ? "an error" : $"{Errors.Count} errors")}: "
            + $"{string.Join(" ", Errors.Take(20).Select(e => $"{e.Path}: {e.What} {e.Remedy}"))}",
        "Mend them; the schema is at /api/v1/schemas/import-map.json."
    );

[RefusalCode("upload-too-large")]
public sealed record UploadTooLarge(long MaxBytes)
    : Refusal(
        $"The upload has more than {MaxBytes:N0} bytes.",
        "Split it, or ask an administrator to raise Ingestion:MaxUploadBytes."
    );

[RefusalCode("upload-unknown")]
public sealed record UploadUnknown(string Name)
    : Refusal($"“{Name}” is neither zip nor tar nor tar.gz.", "Pack the files as one of them.");

[RefusalCode("upload-missing")]
public sealed record UploadMissing()
    : Refusal("Nothing to import came with the map.", "Send a file, or name a folder below a configured root.");

[RefusalCode("no-folder-roots")]
public sealed record NoFolderRoots()
    : Refusal(
        "No folder may be read here.",
        "Ask an administrator to set Ingestion:FolderRoots, or upload an archive."
    );

[RefusalCode("folder-not-found")]
public sealed record FolderNotFound(string Path)
    : Refusal($"There is no folder “{Path}” below a configured root.", "Check the path; links are not followed.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

// The source.
[RefusalCode("archive-unreadable")]
public sealed record ArchiveUnreadable(string Format)
    : Refusal($"The archive cannot be read as {Format}.", "It may be damaged or cut short; pack it again.");

[RefusalCode("too-many-files")]
public sealed record TooManyFiles(int Max)
    : Refusal(
        $"There are more than {Max:N0} files.",
        "Split the import, or ask an administrator to raise Ingestion:MaxFiles."
    );

[RefusalCode("upload-unpacks-too-large")]
public sealed record UploadUnpacksTooLarge(long MaxBytes)
    : Refusal(
        $"The files unpack to more than {MaxBytes:N0} bytes.",
        "Split the import, or ask an administrator to raise Ingestion:MaxTotalBytes."
    );

[RefusalCode("path-escapes")]
public sealed record PathEscapes(string Path)
    : Refusal($"“{Path}” leaves the archive's folder.", "Pack the files with relative paths, without “..”.");

[RefusalCode("path-absolute")]
public sealed record PathAbsolute(string Path)
    : Refusal($"“{Path}” is an absolute path.", "Pack the files with relative paths.");

[RefusalCode("path-too-long")]
public sealed record PathTooLong(string Path, int Max)
    : Refusal(
        $"The path has more than {Max:N0} characters.",
        "Shorten its folders, or ask an administrator whether Ingestion:MaxPathCharacters can be raised."
    );

[RefusalCode("folders-too-deep")]
public sealed record FoldersTooDeep(string Path, int Max)
    : Refusal(
        $"“{Path}” lies in more than {Max:N0} folders inside one another.",
        "Pack it in fewer folders, or ask an administrator to raise Ingestion:MaxFolderDepth."
    );

[RefusalCode("path-unreadable")]
public sealed record PathUnreadable(string Path)
    : Refusal(
        $"“{Path}” holds characters that no file name may hold, or empty parts.",
        "Rename the file; pack names as UTF-8."
    );

[RefusalCode("name-twice")]
public sealed record NameTwice(string Path)
    : Refusal($"“{Path}” comes twice, perhaps in another case of letters.", "Keep one of the files, or rename one.");

[RefusalCode("link-refused")]
public sealed record LinkRefused(string Path) : Refusal($"“{Path}” is a link.", "Pack the file itself.");

[RefusalCode("special-file-refused")]
public sealed record SpecialFileRefused(string Path)
    : Refusal($"“{Path}” is no regular file.", "Leave devices and pipes out.");

[RefusalCode("file-encrypted")]
public sealed record FileEncrypted(string Path) : Refusal($"“{Path}” is encrypted.", "Pack it without a password.");

[RefusalCode("file-too-large")]
public sealed record FileTooLarge(string Path, long MaxBytes)
    : Refusal(
        $"“{Path}” has more than {MaxBytes:N0} bytes.",
        "Split it, or ask an administrator to raise Ingestion:MaxFileBytes."
    );

[RefusalCode("compressed-too-well")]
public sealed record CompressedTooWell(string Path, int MaxRatio)
    : Refusal(
        $"“{Path}” unpacks to far more than it was packed to, as a zip bomb does.",
        "If it is genuine, ask an administrator to raise Ingestion:MaxRatio."
    );

[RefusalCode("file-damaged")]
public sealed record FileDamaged(string Path) : Refusal($"“{Path}” is damaged inside the archive.", "Pack it again.");

// Images and texts.
[RefusalCode("not-an-image")]
public sealed record NotAnImage(string Path)
    : Refusal($"“{Path}” is no image that is read.", "JPEG, PNG, WebP and TIFF are.");

[RefusalCode("image-too-large")]
public sealed record ImageTooLarge(string Path, long Width, long Height, long Counted, long MaxPixels)
    : Refusal(
        $"“{Path}” says that it has {Width:N0} × {Height:N0} "
            + $"pixels{(Counted > Width * Height ? $", which count as {Counted:N0} because each has more than four bytes" : "")}; "
            + $"{MaxPixels:N0} are allowed.",
        "Scale it down, or ask an administrator to raise Ingestion:MaxImagePixels."
    );

[RefusalCode("image-side-too-long")]
public sealed record ImageSideTooLong(string Path, long Width, long Height, long MaxSide)
    : Refusal(
        $"“{Path}” says that it is {Width:N0} pixels wide and {Height:N0} high; {MaxSide:N0} are allowed for each side.",
        "Scale it down or cut it, or ask an administrator to raise Ingestion:MaxImageSide."
    );

[RefusalCode("image-too-deep")]
public sealed record ImageTooDeep(string Path, string Why)
    : Refusal(
        $"“{Path}” is not an image of the kinds that are read. {Why}",
        "Save it as a picture of one page in grey, RGB or CMYK."
    );

[RefusalCode("image-broken")]
public sealed record ImageBroken(string Path, string Detail)
    : Refusal($"“{Path}” cannot be decoded: {Detail}.", "It may be cut short; send it again.");

[RefusalCode("text-not-utf8")]
public sealed record TextNotUtf8(string Path) : Refusal($"“{Path}” is not UTF-8.", "Save it as UTF-8.");

[RefusalCode("text-unfit")]
public sealed record TextUnfit(string Path, string Fault)
    : Refusal($"The text in “{Path}” holds {Fault}.", "Remove that character, or save the text again as UTF-8.");

[RefusalCode("text-too-long")]
public sealed record TextTooLong(string Path, int Max)
    : Refusal(
        $"The text in “{Path}” has more than {Max:N0} characters.",
        "Split it, or ask an administrator to raise Ingestion:MaxTextCharacters."
    );

// Tables.
[RefusalCode("table-broken")]
public sealed record TableBroken(string Path, string Detail)
    : Refusal(
        $"From here on “{Path}” cannot be read: {Detail}.",
        "Check the quotes and the encoding near this row; the rows before it were read."
    );

[RefusalCode("table-empty")]
public sealed record TableEmpty(string Path)
    : Refusal($"“{Path}” has no header.", "Send the table with its first row, or set csv.header to false.");

[RefusalCode("column-not-found")]
public sealed record ColumnNotFound(string Path, string Column, string Known)
    : Refusal($"“{Path}” has no column “{Column}”.", $"It has: {Known}. A column can also be named by its place: #1.");

[RefusalCode("column-ambiguous")]
public sealed record ColumnAmbiguous(string Path, string Column, string Places)
    : Refusal($"“{Path}” has more than one column “{Column}”.", $"Name the one that is meant by its place: {Places}.");

[RefusalCode("row-ragged")]
public sealed record RowRagged(int Cells, int Columns)
    : Refusal(
        $"The row has {Cells} cells where the header has {Columns}.",
        "Check the delimiter and the quotes of this row."
    );

[RefusalCode("time-unreadable")]
public sealed record TimeUnreadable(string Why)
    : Refusal(
        $"The time cannot be read: {Why}.",
        "Mend the cell, or say in the map how times are written and what to do when clocks change."
    );

[RefusalCode("value-unreadable")]
public sealed record ValueUnreadable(string Column, string Value)
    : Refusal(
        $"“{Value}” in “{Column}” is no number.",
        "Mend the cell, add it to missing.tokens, or set the channel's decimal separator."
    );

[RefusalCode("value-missing")]
public sealed record ValueMissing(string Column)
    : Refusal($"“{Column}” is empty.", "Mend the cell, or choose another policy for missing values.");

[RefusalCode("instant-twice")]
public sealed record InstantTwice(string Stream)
    : Refusal($"“{Stream}” has two rows of the same instant.", "Keep one, or choose another policy for duplicates.");

[RefusalCode("recording-unnamed")]
public sealed record RecordingUnnamed()
    : Refusal("The row names no recording or subject.", "Fill the cell that the map takes it from.");

[RefusalCode("subject-changes")]
public sealed record SubjectChanges(string Recording)
    : Refusal($"Recording “{Recording}” would be of two subjects.", "Make the recording's key hold the subject.");

[RefusalCode("name-too-long")]
public sealed record NameTooLong(string Thing, int Max)
    : Refusal($"The {Thing} has more than {Max} characters.", "Shorten what the map makes it from.");

[RefusalCode("import-too-large")]
public sealed record ImportTooLarge(int Max)
    : Refusal(
        $"This import brings more than {Max:N0} recordings, anchors, images and texts.",
        "Split it into several, or ask an administrator to raise Ingestion:MaxItems."
    );

[RefusalCode("stream-too-long")]
public sealed record StreamTooLong(string Stream, long Max)
    : Refusal(
        $"“{Stream}” has more than {Max:N0} times and values.",
        "Split the recording, or ask an administrator to raise Ingestion:MaxStreamValues."
    );

[RefusalCode("clock-impossible")]
public sealed record ClockImpossible(string Stream)
    : Refusal(
        $"The clock correction takes “{Stream}” outside the years 1677 to 2262.",
        "Check the offset and its unit."
    );

[RefusalCode("listed-file-missing")]
public sealed record ListedFileMissing(string Path)
    : Refusal($"“{Path}” is listed and did not come with the import.", "Add the file, or take it off the table.");

[RefusalCode("exif-time-missing")]
public sealed record ExifTimeMissing(string Path)
    : Refusal($"“{Path}” carries no EXIF time that can be read.", "Take its time from a table or from its name.");

// The import as a whole.
[RefusalCode("already-imported")]
public sealed record AlreadyImported(string Recording)
    : Refusal(
        $"Recording “{Recording}” is already in the dataset, from an earlier import.",
        "Nothing of it was added. To add new anchors, give their recording a key of its own."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("nothing-matched")]
public sealed record NothingMatched(string Seen)
    : Refusal(
        $"No file matches a path of the map. The import holds: {Seen}.",
        "Compare the paths with those of the map; **/ stands for any folders before."
    );

[RefusalCode("too-many-rows-refused")]
public sealed record TooManyRowsRefused(long Refused, long Rows, double Share)
    : Refusal(
        $"{Refused:N0} of {Rows:N0} rows were refused; the map allows {Share:P0}.",
        "Look at the refusals: most often the time's format or the delimiter is wrong."
    );
