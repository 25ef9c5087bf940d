using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Platform;

/// <summary>
/// A message in a column of text. A row written before messages had codes holds its sentence there, and is read as a
/// <see cref="WrittenMessage"/>.
/// </summary>
public static class MessageColumn
{
    private const string Begin = "{\"code\":";

    private static readonly ValueConverter<Message, string> Converter = new(
        message => Write(message),
        text => Read(text)
    );

    public static PropertyBuilder<T> HasMessage<T>(this PropertyBuilder<T> property, string column)
        where T : Message? => property.HasColumnName(column).HasConversion(Converter);

    /// <summary>What the column holds for the message.</summary>
    public static string Write(Message message) =>
        message is not WrittenMessage written ? MessageJson.Write(message)
        : Read(written.Text) == written ? written.Text
        // A person wrote what looks like a stored message; it stays their words.
        : MessageJson.WriteQuoted(written);

    public static Message Read(string text)
    {
        if (!text.StartsWith(Begin, StringComparison.Ordinal))
            return new WrittenMessage(text);
        try
        {
            return MessageJson.Read(text);
        }
        catch (JsonException)
        {
            return new WrittenMessage(text);
        }
    }
}
