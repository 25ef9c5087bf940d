using System.Text.Json;

namespace Governance.Platform;

/// <summary>
/// A stored message that this version of the portal does not know, or not with these values. It is stored again unchanged.
/// </summary>
/// <param name="Stored">The code with its values, as they were read.</param>
public sealed record UnknownMessage(JsonElement Stored) : Message
{
    public override string Code =>
        Stored.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : "";

    public override string Text => $"“{Code}”: this version of the portal does not know this message.";
}
