using Governance.Consent;
using Governance.Platform;

namespace Governance.Embeddings;

/// <summary>The encoder has no name.</summary>
[RefusalCode("encoder-name-missing")]
public sealed record EncoderNameMissing()
    : Refusal("The encoder has no name.", "Enter a name of 1 to 120 characters that includes the version.");

/// <summary>Another encoder has this name.</summary>
[RefusalCode("encoder-name-taken")]
public sealed record EncoderNameTaken(string Name)
    : Refusal($"There is already an encoder “{Name}”.", "Choose another name; a registered encoder never changes.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>An encoder with the same file and the same description exists.</summary>
/// <param name="Name">Name of that encoder.</param>
[RefusalCode("encoder-already-registered")]
public sealed record EncoderAlreadyRegistered(string Name)
    : Refusal($"The same model with the same preprocessing is registered as “{Name}”.", "Use that encoder.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The description is not a valid <see cref="Inference.Encoders.EncoderSpec"/>.</summary>
/// <param name="Faults">All faults; those of the JSON itself are texts, because they quote it.</param>
[RefusalCode("encoder-spec-invalid")]
public sealed record EncoderSpecInvalid(IReadOnlyList<Message> Faults)
    : Refusal(
        $"The description of the preprocessing cannot be used: {string.Join(" ", Faults.Select(f => f.Text))}",
        "Correct the JSON; the guide lists the members for each modality."
    );

/// <summary>The file exceeds <see cref="EmbeddingsOptions.MaxOnnxBytes"/>.</summary>
[RefusalCode("encoder-file-too-large")]
public sealed record EncoderFileTooLarge(long MaxBytes)
    : Refusal(
        $"The ONNX file is larger than {MaxBytes:N0} bytes.",
        "Use a smaller export, or ask an administrator to raise Embeddings:MaxOnnxBytes."
    );

/// <summary>The registration has no file part.</summary>
[RefusalCode("encoder-file-missing")]
public sealed record EncoderFileMissing()
    : Refusal("The request contains no ONNX file.", "Send the part “spec” first, then the part “file”.");

/// <summary>The file failed the inspection or the dry run.</summary>
/// <param name="Reason">What was found, with its remedy.</param>
/// <param name="How">What to do, only with a reason that is a text.</param>
[RefusalCode("encoder-unfit")]
public sealed record EncoderUnfit(Message Reason, string? How = null)
    : Refusal(Reason.Text, FoundFaults.Remedy(Reason, How))
{
    /// <summary>What ONNX Runtime threw, for the log; it is neither stored nor shown.</summary>
    internal Exception? Cause { get; init; }
}

/// <summary>The encoder is retired, so it can neither be used nor retired again.</summary>
[RefusalCode("encoder-is-retired")]
public sealed record EncoderIsRetired(string Name)
    : Refusal($"The encoder “{Name}” is retired.", "Choose an active encoder.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Built-in encoders cannot be retired.</summary>
[RefusalCode("encoder-is-built-in")]
public sealed record EncoderIsBuiltIn(string Name)
    : Refusal($"The encoder “{Name}” is built in and cannot be retired.", "Choose another encoder for new runs.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A queued or running job uses the encoder.</summary>
[RefusalCode("encoder-is-busy")]
public sealed record EncoderIsBusy(string Name)
    : Refusal($"A run uses the encoder “{Name}” now.", "Wait until the run has ended, or cancel it.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The request names no encoder.</summary>
[RefusalCode("no-encoder-chosen")]
public sealed record NoEncoderChosen()
    : Refusal("No encoder was chosen.", "Choose one encoder for each modality to embed.");

/// <summary>The request names more than one encoder of a modality.</summary>
[RefusalCode("two-encoders-of-a-modality")]
public sealed record TwoEncodersOfAModality(Modality Modality)
    : Refusal(
        $"More than one encoder was chosen for {Modality.Word()}.",
        "Choose one encoder for each modality, and start another run for the other encoder."
    );

/// <summary>The sample has no vector in the modality.</summary>
[RefusalCode("not-embedded")]
public sealed record NotEmbedded(Modality Modality)
    : Refusal($"This sample has no {Modality.Word()} vector yet.", "Embed a version that contains it.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>Consent does not permit using the sample's vector now.</summary>
[RefusalCode("not-permitted-for-similarity")]
public sealed record NotPermittedForSimilarity(Exclusion Why)
    : Refusal($"The sample's vector may not be used now: {Why.InWords()}.", "Check the subject's consent.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
