using System.Text.RegularExpressions;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;

namespace Governance.Tests.Architecture;

/// <summary>
/// Finds every place that writes rows: what is added to and removed from a context, updates and deletes of whole sets,
/// COPY, SQL, and members of an entity that are set outside its capability. Read from the compiled code, so that a helper, a lambda or an
/// iterator hides nothing. Where the code does not say which entity it writes, that is a finding too. <see cref="BulkCopy"/> itself
/// writes for its callers, which are found.
/// </summary>
internal static partial class DatabaseWrites
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";

    private static readonly string[] Tracked =
    [
        "Add",
        "AddAsync",
        "AddRange",
        "AddRangeAsync",
        "Attach",
        "AttachRange",
        "Remove",
        "RemoveRange",
        "Update",
        "UpdateRange",
    ];

    private static readonly Lazy<(Dictionary<string, Type> ByName, Dictionary<string, Type> ByTable)> Entities = new(
        ReadModel
    );

    public static IReadOnlyList<DatabaseWrite> Of(IReadOnlyList<CompiledType> types)
    {
        var setters = Mutators(types);
        return
        [
            .. types
                .Where(t => t.FullName != typeof(BulkCopy).FullName)
                .SelectMany(type =>
                    type.Members.SelectMany(member =>
                        Of(member, setters)
                            .Select(w => new DatabaseWrite(
                                $"{type.FullName}.{member.Name}",
                                type.Space,
                                w.Entity,
                                w.How,
                                w.InSet
                            ))
                            .Distinct()
                    )
                ),
        ];
    }

    /// <summary>The capability that keeps the entity; ASP.NET Core Identity's are kept by Access.</summary>
    public static string KeeperOf(Type entity) => Floors.CapabilityOf(entity.Namespace!, "Governance") ?? "Access";

    private static IEnumerable<(Type? Entity, string How, bool InSet)> Of(
        CompiledMember member,
        Dictionary<string, HashSet<string>> mutators
    )
    {
        var asksSql = member.Steps.Any(s => s.Called is { } called && TakesSql(called));
        var made = member
            .Steps.Where(s => s.Makes)
            .Select(s => NameOf(s.Called!.DeclaringType))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var step in member.Steps)
        {
            if (step.Text is { } text)
                foreach (var write in OfText(text, asksSql))
                    yield return write;
            if (step.Called is not { } called || step.Makes)
                continue;
            if (OfCall(called) is { } found)
                yield return found;
            var owner = NameOf(called.DeclaringType);
            // Members of an object that is made here may be set: its row is written where the object is added.
            if (!made.Contains(owner) && mutators.TryGetValue(owner, out var set) && set.Contains(called.Name))
                yield return (Entities.Value.ByName[owner], called.Name, false);
        }
    }

    private static (Type? Entity, string How, bool InSet)? OfCall(MethodReference called)
    {
        var owner = NameOf(called.DeclaringType);
        var inSet =
            owner.StartsWith(EntityFramework, StringComparison.Ordinal)
            && (
                called.Name.StartsWith("ExecuteUpdate", StringComparison.Ordinal)
                || called.Name.StartsWith("ExecuteDelete", StringComparison.Ordinal)
            );
        var copied = owner == typeof(BulkCopy).FullName && called.Name == nameof(BulkCopy.CopyAsync);
        if (inSet || copied)
            return (EntityOf(((GenericInstanceMethod)called).GenericArguments[0]), called.Name, true);
        if (owner == $"{EntityFramework}.DbSet`1" && Tracked.Contains(called.Name))
            return (EntityOf(((GenericInstanceType)called.DeclaringType).GenericArguments[0]), called.Name, false);
        var context = owner == typeof(DbContext).FullName || owner == typeof(GovernanceDb).FullName;
        if (context && Tracked.Contains(called.Name))
            return (EntityOf((called as GenericInstanceMethod)?.GenericArguments[0]), called.Name, false);
        // The entry of a row writes without naming what it writes.
        var entry = owner.StartsWith($"{EntityFramework}.ChangeTracking.", StringComparison.Ordinal);
        return entry && called.Name is "set_State" or "set_CurrentValue" or "SetValues"
            ? (null, called.Name, false)
            : null;
    }

    private static IEnumerable<(Type? Entity, string How, bool InSet)> OfText(string text, bool asksSql) =>
        (asksSql ? SqlOfAnyCase() : Sql())
            .Matches(text)
            .Where(m => !m.Groups["table"].Value.Equals("SET", StringComparison.OrdinalIgnoreCase))
            .Select(m =>
                (
                    Entities.Value.ByTable.GetValueOrDefault(m.Groups["table"].Value),
                    $"“{Spaces().Replace(m.Value, " ")}”",
                    true
                )
            );

    private static bool TakesSql(MethodReference called) =>
        called.Name.Contains("Sql", StringComparison.Ordinal)
            && NameOf(called.DeclaringType).StartsWith(EntityFramework, StringComparison.Ordinal)
        || NameOf(called.DeclaringType).StartsWith("Npgsql.", StringComparison.Ordinal);

    private static Type? EntityOf(TypeReference? type) =>
        type is null or GenericParameter ? null : Entities.Value.ByName.GetValueOrDefault(NameOf(type));

    private static string NameOf(TypeReference type) => type.GetElementType().FullName.Replace('/', '.');

    /// <summary>For each entity the names of its members that change it: setters, and methods that call one or set a field.</summary>
    private static Dictionary<string, HashSet<string>> Mutators(IReadOnlyList<CompiledType> types) =>
        types
            .Where(t => Entities.Value.ByName.ContainsKey(t.FullName))
            .ToDictionary(
                t => t.FullName,
                t =>
                {
                    var names = t
                        .Members.Select(m => m.Name)
                        .Where(n => n.StartsWith("set_", StringComparison.Ordinal))
                        .ToHashSet(StringComparer.Ordinal);
                    for (var before = -1; before != names.Count; )
                    {
                        before = names.Count;
                        names.UnionWith(
                            t.Members.Where(m =>
                                    m.Name is not ".ctor"
                                    && !m.Steps.Any(s => s.Makes && NameOf(s.Called!.DeclaringType) == t.FullName)
                                    && m.Steps.Any(s =>
                                        s.Called is { } called
                                        && NameOf(called.DeclaringType) == t.FullName
                                        && names.Contains(called.Name)
                                    )
                                )
                                .Select(m => m.Name)
                        );
                    }
                    return names;
                },
                StringComparer.Ordinal
            );

    /// <summary>The entities by their full name and by their table, as the product's own model has them.</summary>
    private static (Dictionary<string, Type> ByName, Dictionary<string, Type> ByTable) ReadModel()
    {
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, "Host=nowhere");
        using var db = new GovernanceDb(options.Options);
        var entities = db.Model.GetEntityTypes().ToList();
        return (
            entities.Select(e => e.ClrType).Distinct().ToDictionary(t => NameOf(t), StringComparer.Ordinal),
            entities
                .Where(e => e.GetTableName() is not null)
                .GroupBy(e => e.GetTableName()!, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.First().ClrType, StringComparer.Ordinal)
        );
    }

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private const string Writing =
        """(?<!FOR |FOR NO KEY |DO )\b(?:INSERT\s+INTO|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|UPDATE|COPY)\b"""
        + """(?:\s+ONLY)?(?:\s+"?(?<table>[a-z_]\w*)?|\s*$)""";

    /// <summary>In texts of code that asks nothing of the database only capitals are SQL; the rest is English.</summary>
    [GeneratedRegex(Writing)]
    private static partial Regex Sql();

    [GeneratedRegex(Writing, RegexOptions.IgnoreCase)]
    private static partial Regex SqlOfAnyCase();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
