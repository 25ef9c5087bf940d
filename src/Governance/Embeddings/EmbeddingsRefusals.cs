using Governance.Platform;

namespace Governance.Embeddings;

// Registering an encoder.
[RefusalCode("encoder-name-missing")]
public sealed record EncoderNameMissing()
    : Refusal("The encoder has no name.", "Give it one that says what it is, with its version.");

[RefusalCode("encoder-name-taken")]
public sealed record EncoderNameTaken(string Name)
    : Refusal($"There is already an encoder “{Name}”.", "Choose another name; a registered encoder never changes.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("encoder-already-registered")]
public sealed record EncoderAlreadyRegistered(string Name)
    : Refusal($"The same model with the same preprocessing is registered as “{Name}”.", "Use that one.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("encoder-spec-invalid")]
public sealed record EncoderSpecInvalid(string Fault)
    : Refusal(
        $"The description of the preprocessing cannot be used: {Fault}",
        "Mend the JSON; the guide lists the members for each modality."
    );

[RefusalCode("encoder-file-too-large")]
public sealed record EncoderFileTooLarge(long MaxBytes)
    : Refusal(
        $"The ONNX file has more than {MaxBytes:N0} bytes.",
        "Use a smaller export, or ask an administrator to raise Embeddings:MaxOnnxBytes."
    );

[RefusalCode("encoder-file-missing")]
public sealed record EncoderFileMissing()
    : Refusal("No ONNX file came with the description.", "Send the description first as “spec”, then the file.");

[RefusalCode("encoder-unfit")]
public sealed record EncoderUnfit(string Reason, string How) : Refusal(Reason, How);

// Retiring one.
[RefusalCode("encoder-is-retired")]
public sealed record EncoderIsRetired(string Name)
    : Refusal($"The encoder “{Name}” is retired.", "Choose an active one.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("encoder-is-built-in")]
public sealed record EncoderIsBuiltIn(string Name)
    : Refusal($"“{Name}” came with the product and cannot be retired.", "Leave it unused.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("encoder-is-busy")]
public sealed record EncoderIsBusy(string Name)
    : Refusal($"“{Name}” is embedding a version now.", "Wait until the run has ended, or cancel it.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

// Embedding.
[RefusalCode("no-encoder-chosen")]
public sealed record NoEncoderChosen()
    : Refusal("No encoder was chosen.", "Choose one for each modality that is to be embedded.");

[RefusalCode("two-encoders-of-a-modality")]
public sealed record TwoEncodersOfAModality(Modality Modality)
    : Refusal(
        $"Two encoders were chosen for {Modality.Word()}.",
        "Choose one for each modality; embed with the other in a run of its own."
    );

// Similar samples.
[RefusalCode("not-embedded")]
public sealed record NotEmbedded(Modality Modality)
    : Refusal($"This sample has no {Modality.Word()} vector yet.", "Embed a version that holds it.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("not-permitted-for-similarity")]
public sealed record NotPermittedForSimilarity(string Why)
    : Refusal($"The sample's vector may not be used now: {Why}.", "Look at the subject's consent.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
