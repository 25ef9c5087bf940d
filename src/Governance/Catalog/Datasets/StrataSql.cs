using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.Catalog;

/// <summary>A database function that reads one scenario attribute.</summary>
public static class StrataSql
{
    private static readonly MethodInfo Method = typeof(StrataSql).GetMethod(nameof(ValueOf))!;

    /// <summary>The attribute's value, or null; translates to <c>jsonb_extract_path_text(strata, name)</c>.</summary>
    public static string? ValueOf(Dictionary<string, string> strata, string name) =>
        throw new InvalidOperationException("This runs in the database only.");

    internal static void Register(IMutableModel model)
    {
        var function = model.FindDbFunction(Method) ?? model.AddDbFunction(Method);
        function.Name = "jsonb_extract_path_text";
        function.IsBuiltIn = true;
        foreach (var parameter in function.Parameters)
            parameter.StoreType = parameter.Name == "strata" ? "jsonb" : "text";
    }
}
