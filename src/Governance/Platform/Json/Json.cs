using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Platform;

/// <summary>Small values kept as jsonb, through one pair of converter and comparer.</summary>
public static class Json
{
    public static ValueConverter<T, string> Converter<T>() =>
        new(
            value => JsonSerializer.Serialize(value, CanonicalJson.Options),
            text => JsonSerializer.Deserialize<T>(text, CanonicalJson.Options)!
        );

    public static ValueComparer<T> Comparer<T>() =>
        new(
            (a, b) =>
                JsonSerializer.Serialize(a, CanonicalJson.Options)
                == JsonSerializer.Serialize(b, CanonicalJson.Options),
            value => JsonSerializer.Serialize(value, CanonicalJson.Options).GetHashCode(StringComparison.Ordinal),
            value =>
                JsonSerializer.Deserialize<T>(
                    JsonSerializer.Serialize(value, CanonicalJson.Options),
                    CanonicalJson.Options
                )!
        );
}
