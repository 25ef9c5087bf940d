using Governance.Platform;

namespace Governance.Ingestion;

[Code("import-title")]
internal sealed record ImportTitle(string Name, string Dataset) : Statement($"Import {Name} into {Dataset}");

/// <summary>Those that were folded, by the one that came next.</summary>
[RefusalCode("more-alike")]
internal sealed record MoreAlike(Refusal Next)
    : Refusal($"More of the same kind; the next was: {Next.What}", Next.Remedy);

/// <summary>A refusal of a file, from a row of the time before codes.</summary>
[RefusalCode("written-refusal")]
internal sealed record WrittenRefusal(string What, string Remedy) : Refusal(What, Remedy);

[Code("stopped-at-refusal")]
internal sealed record StoppedAtRefusal(Message Refused)
    : Statement($"Stopped at a refusal, as the map asks. {RefusedFile.WhatOf(Refused)}");

[Code("stopped-at-first-refusal")]
internal sealed record StoppedAtFirstRefusal(Message Refused)
    : Statement($"Stopped at the first refusal, as the map asks. {RefusedFile.WhatOf(Refused)}");

[Code("imported-meanwhile")]
internal sealed record ImportedMeanwhile(string Recording)
    : Statement(
        $"Another import brought recording “{Recording}” meanwhile. Start this one again: it will leave out "
            + "what is there."
    );

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
internal sealed record WritingImport() : Statement("writing");

// What a withdrawal reaches.
[Code("held-uploads")]
internal sealed record HeldUploads() : Statement("uploads they came from");

[Code("uploads-deleted")]
internal sealed record UploadsDeleted()
    : Statement(
        "The uploaded archive and the tables in it are deleted, since they hold everybody's rows; samples of "
            + "other subjects stand on copies of their own and stay."
    );

[Code("folders-remain")]
internal sealed record FoldersRemain(int Folders)
    : Statement(
        $"Files in {Folders} {(Folders == 1 ? "folder" : "folders")} outside the portal that imports were "
            + "pointed at: whoever keeps them must delete them there."
    );
