using Governance.Platform;

namespace Governance.Embeddings;

[Code("embedding-title")]
internal sealed record EmbeddingTitle(Modality Modality, string Version)
    : Statement($"Embed the {Word(Modality)} of “{Version}”")
{
    private static string Word(Modality modality) =>
        modality switch
        {
            Modality.Text => "texts",
            Modality.Image => "images",
            _ => "series",
        };
}

/// <param name="Why">The encoder's own words.</param>
[RefusalCode("sample-not-encoded")]
internal sealed record SampleNotEncoded(string Why)
    : Refusal(
        $"The encoder made no vector of it: {Why}",
        "Look at the sample's parts; leave it out of the next version when they are damaged."
    );

[RefusalCode("part-unreadable")]
internal sealed record PartUnreadable(string Part)
    : Refusal(
        $"The part “{Part}” cannot be read: its file is missing or damaged.",
        "Import the recording again, or leave the sample out of the next version."
    );

[Code("encoder-fails-on-data")]
internal sealed record EncoderFailsOnData(string Encoder, string What, string Remedy)
    : Statement($"Encoder “{Encoder}” fails on these data: {What} {Remedy}");

[Code("encoder-does-not-open")]
internal sealed record EncoderDoesNotOpen(string Encoder, string What, string Remedy)
    : Statement($"Encoder “{Encoder}” does not open here: {What} {Remedy}");

[Code("encoder-file-gone")]
internal sealed record EncoderFileGone(string Encoder)
    : Statement($"The file of encoder “{Encoder}” is gone from the blob store. Register it again, or choose another.");

[Code("too-many-channels-for-encoder")]
internal sealed record TooManyChannelsForEncoder(IReadOnlyList<string> Channels, string Encoder, int? Takes)
    : Statement(
        $"The version has {Channels.Count} channels ({string.Join(", ", Channels)}), the encoder “{Encoder}” "
            + $"takes {Takes}. Register one that names the channels it reads."
    );

// Stages.
[Code("embedding")]
internal sealed record EmbeddingStage() : Statement("embedding");

[Code("writing-embeddings")]
internal sealed record WritingEmbeddings() : Statement("writing");

// What a withdrawal reaches.
[Code("held-embeddings")]
internal sealed record HeldEmbeddings() : Statement("embeddings");

[Code("embeddings-deleted")]
internal sealed record EmbeddingsDeleted()
    : Statement(
        "Vectors computed from the subject's samples are deleted. What an embedding run counted stays, "
            + "without naming anybody."
    );
