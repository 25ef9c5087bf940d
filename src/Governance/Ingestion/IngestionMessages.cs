using Governance.Platform;

namespace Governance.Ingestion;

[Code("import-title")]
internal sealed record ImportTitle(string Name, string Dataset) : Statement($"Import {Name} into {Dataset}");

/// <summary>Further refusals of a kind, folded into one line that shows the next of them.</summary>
[RefusalCode("more-alike")]
internal sealed record MoreAlike(Refusal Next)
    : Refusal($"More refusals of this kind; the next one: {Next.What}", Next.Remedy);

/// <summary>A refusal of a file from a row that was stored before refusals had codes.</summary>
[RefusalCode("written-refusal")]
internal sealed record WrittenRefusal(string What, string Remedy) : Refusal(What, Remedy);

[Code("stopped-at-refusal")]
internal sealed record StoppedAtRefusal(Message Refused)
    : Statement(
        $"The import stopped at a refusal, because the map sets onError to stop. {RefusedFile.WhatOf(Refused)}"
    );

[Code("stopped-at-first-refusal")]
internal sealed record StoppedAtFirstRefusal(Message Refused)
    : Statement(
        $"The import stopped at the first refusal, because the map sets onError to stop. {RefusedFile.WhatOf(Refused)}"
    );

[Code("imported-meanwhile")]
internal sealed record ImportedMeanwhile(string Recording)
    : Statement(
        $"Another import added recording “{Recording}” in the meantime. Start this import again; it leaves out "
            + "recordings that are already in the dataset."
    );

// Why a file is refused.
[Code("too-many-image-channels")]
internal sealed record TooManyImageChannels(int Channels, long Most)
    : Statement($"The image has {Channels:N0} channels; {Most} are allowed.");

[Code("too-many-image-pages")]
internal sealed record TooManyImagePages(int Pages, long Most)
    : Statement($"The image has {Pages:N0} pages; {Most:N0} are allowed.");

[Code("quotes-do-not-match")]
internal sealed record QuotesDoNotMatch() : Statement("quotes do not match");

[Code("table-is-damaged")]
internal sealed record TableIsDamaged() : Statement("the file is damaged");

[Code("row-is-too-long")]
internal sealed record RowIsTooLong() : Statement("a row is too long");

/// <param name="Column">Its place: #3.</param>
/// <param name="Why">As in <see cref="UnfitText"/>.</param>
[Code("column-name-unfit")]
internal sealed record ColumnNameUnfit(string Column, Message Why)
    : Statement($"the name of column “{Column}” {UnfitText.Clause(Why)}");

// Stages.
[Code("unpacking")]
internal sealed record Unpacking() : Statement("unpacking");

[Code("reading-tables")]
internal sealed record ReadingTables() : Statement("reading tables");

[Code("reading-series")]
internal sealed record ReadingSeries() : Statement("reading series");

[Code("writing-series")]
internal sealed record WritingSeries() : Statement("writing series");

[Code("aligning")]
internal sealed record Aligning() : Statement("aligning");

[Code("naming-samples")]
internal sealed record NamingSamples() : Statement("naming samples");

[Code("writing-import")]
internal sealed record WritingImport() : Statement("writing samples");

// What a withdrawal erases.
[Code("held-uploads")]
internal sealed record HeldUploads() : Statement("import sources");

[Code("uploads-deleted")]
internal sealed record UploadsDeleted()
    : Statement(
        "The uploaded archive and the tables in it are deleted as a whole, because they contain the rows of all "
            + "subjects. Samples of other subjects have copies of their own and stay."
    );

[Code("folders-remain")]
internal sealed record FoldersRemain(int Folders)
    : Statement(
        $"The files in folders outside the portal from which {Folders} {(Folders == 1 ? "import" : "imports")} "
            + "read. The owner of the folders must delete them there."
    );

[Code("unnamed-sources-remain")]
internal sealed record UnnamedSourcesRemain(int Imports)
    : Statement(
        $"The archives of {Imports} {(Imports == 1 ? "import" : "imports")} into other datasets. They have rows or files whose "
            + "subject is not known, and no place where they name this subject was found."
    );
