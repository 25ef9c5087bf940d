using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Platform.Messages;

/// <summary>Looks at rows as the database holds them.</summary>
internal static partial class Sentences
{
    /// <summary>The texts of a column; null in none.</summary>
    public static async Task<IReadOnlyList<string>> ColumnAsync(this Slice slice, string table, string column)
    {
        var sql = $"SELECT CAST({column} AS text) AS \"Value\" FROM {table} WHERE {column} IS NOT NULL";
        await using var db = slice.Db();
        return await db.Database.SqlQueryRaw<string>(sql).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Each text is a code of the catalogue with values, and none of the values is a sentence.</summary>
    public static void AssertCodes(IReadOnlyList<string> stored)
    {
        Assert.NotEmpty(stored);
        Assert.All(stored, AssertNone);
        Assert.All(stored, text => Assert.NotNull(MessageCatalogue.Find(MessageColumn.Read(text).Code)));
    }

    /// <summary>No text in the document is a sentence, and each code is in the catalogue.</summary>
    public static void AssertNone(string json)
    {
        using var document = JsonDocument.Parse(json);
        Look(document.RootElement);
    }

    private static void Look(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Look(member.Value);
                if (element.TryGetProperty("code", out var code))
                    Assert.NotNull(MessageCatalogue.Find(code.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Look(item);
                break;
            case JsonValueKind.String:
                Assert.DoesNotMatch(FourWords(), element.GetString());
                break;
        }
    }

    /// <summary>Names and keys are shorter than the shortest sentence.</summary>
    [GeneratedRegex(@"[\p{L}’']+ [\p{L}’']+ [\p{L}’']+ [\p{L}’']+")]
    private static partial Regex FourWords();
}
