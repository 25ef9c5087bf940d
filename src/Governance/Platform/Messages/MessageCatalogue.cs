using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Governance.Platform;

/// <summary>The types of all messages by their codes.</summary>
public static class MessageCatalogue
{
    private static readonly ConcurrentDictionary<Assembly, FrozenDictionary<string, Type>> Assemblies = [];

    static MessageCatalogue() => Add(typeof(MessageCatalogue).Assembly);

    /// <summary>Code and type of each message.</summary>
    public static IEnumerable<KeyValuePair<string, Type>> All => Assemblies.Values.SelectMany(types => types);

    /// <summary>Adds the messages of an assembly beside this one; adding it again changes nothing.</summary>
    /// <exception cref="ArgumentException">Two of its messages have the same code.</exception>
    public static void Add(Assembly assembly) =>
        Assemblies.GetOrAdd(assembly, from =>
            from.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Message)))
                .Select(type => (Type: type, type.GetCustomAttribute<CodeAttribute>()?.Code))
                .Where(type => type.Code is not null)
                .ToDictionary(type => type.Code!, type => type.Type)
                .ToFrozenDictionary()
        );

    /// <summary>The type of a code; null when no message has it.</summary>
    public static Type? Find(string code) =>
        Assemblies.Values.Select(types => types.GetValueOrDefault(code)).FirstOrDefault(type => type is not null);
}
