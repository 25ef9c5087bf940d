using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Platform;

/// <summary>Converter and comparer for small values in jsonb columns.</summary>
public static class Json
{
    /// <summary>Converts a value to JSON and back, by <see cref="CanonicalJson.Options"/>.</summary>
    public static ValueConverter<T, string> Converter<T>() =>
        new(
            value => JsonSerializer.Serialize(value, CanonicalJson.Options),
            text => JsonSerializer.Deserialize<T>(text, CanonicalJson.Options)!
        );

    /// <summary>Compares values by their JSON, so that a change inside one is noticed.</summary>
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
