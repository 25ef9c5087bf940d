using System.Text.Json;
using System.Text.Json.Serialization;
using Governance.Audits;
using Governance.Platform;

namespace Governance.Web.Audits;

/// <summary>Reads and writes suites as people edit them: strictly, so that a misspelt threshold is refused by name.</summary>
internal static class SuiteJson
{
    private static readonly JsonSerializerOptions Strict = new(CanonicalJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public static string Write(AuditSuite suite) => JsonSerializer.Serialize(suite, Strict);

    public static Result<AuditSuite> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditSuite>(text, Strict) is { } suite
                ? suite
                : new SuiteUnreadable("null");
        }
        catch (JsonException malformed)
        {
            return new SuiteUnreadable(malformed.Path is { Length: > 0 } path ? path : null);
        }
    }
}
