using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// Reads suites that were stored before they had some members. An audit that was judged without a threshold is shown without
/// it, not with the default of today.
/// </summary>
internal static class StoredSuite
{
    /// <summary>Reads the JSON of a suite.</summary>
    public static AuditSuite Read(string text)
    {
        var suite = JsonNode.Parse(text)!.AsObject();
        Complete(suite);
        return suite.Deserialize<AuditSuite>(CanonicalJson.Options)!;
    }

    /// <summary>Adds the members that a stored suite lacks, as not required.</summary>
    public static void Complete(JsonObject suite)
    {
        if (suite.ContainsKey("minimumSubjects"))
            return;
        suite["minimumSubjects"] = 1;
        suite["minimumFusionGain"] = null;
        suite["minimumLogLossGain"] = null;
    }
}
