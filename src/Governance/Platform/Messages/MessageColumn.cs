using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Platform;

/// <summary>
/// Stores a message in a text column. A row that was stored before messages had codes has its sentence there, which is read
/// as a <see cref="WrittenMessage"/>.
/// </summary>
public static class MessageColumn
{
    private const string Begin = "{\"code\":";

    private static readonly ValueConverter<Message, string> Converter = new(
        message => Write(message),
        text => Read(text)
    );

    /// <summary>Stores the property in a text column as its code with its values.</summary>
    public static PropertyBuilder<T> HasMessage<T>(this PropertyBuilder<T> property, string column)
        where T : Message? => property.HasColumnName(column).HasConversion(Converter);

    /// <summary>What the column holds for the message.</summary>
    public static string Write(Message message) =>
        message is not WrittenMessage written ? MessageJson.Write(message)
        : Read(written.Text) == written ? written.Text
        // A text of a person that looks like a stored message must stay a text.
        : MessageJson.WriteQuoted(written);

    /// <summary>
    /// The message of a column; a text without a code, or one that cannot be read, becomes a <see
    /// cref="WrittenMessage"/>.
    /// </summary>
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
