using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Governance.Testing.Doors;

/// <summary>The answer that a changed request must get.</summary>
public enum Wanted
{
    /// <summary>Any answer but a server error: the door decides what is allowed.</summary>
    NoFault,

    /// <summary>400, with the name of the member or parameter.</summary>
    NotUnderstood,

    /// <summary>422, or 400 when the text is not read as one.</summary>
    Unfit,

    /// <summary>4xx.</summary>
    Refused,
}

/// <param name="What">What was changed, for a reader.</param>
/// <param name="Member">The name that the answer must contain; null for none.</param>
public sealed record Mutation(string What, DoorRequest Request, Wanted Wanted, string? Member = null);

/// <summary>
/// All changes of a valid request by one fault: each member and parameter removed, null, of a wrong type, empty, too long, with
/// invalid characters, an extreme number; and an unknown one added to each object.
/// </summary>
public static class Mutations
{
    private const string Unknown = "unheardOf";
    private static readonly (string What, string Text)[] UnfitTexts =
    [
        ("NUL", "a\0b"),
        ("half a character", $"a{Odd.Half}b"),
        ("U+FFFE", "a\uFFFEb"),
    ];

    /// <summary>Texts that change the direction of the text around them, or make a name look like another.</summary>
    private static readonly (string What, string Text)[] Turning =
    [
        ("a direction overridden", "a\u202Eb"),
        ("a direction not ended", "a\u2067b"),
    ];

    /// <summary>Operations that neither keep nor show what they are sent, by the last part of their path.</summary>
    private static readonly string[] KeepingNothing = ["/predict", "/dry-run", "/training-outlook"];
    private static readonly string Long = new('x', 100_000);

    /// <summary>The greatest length of an address.</summary>
    private static readonly string LongInAddress = new('x', 6_000);

    private static readonly string[] NumbersOfQuery =
    [
        "0",
        "-1",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
        "1e400",
        "NaN",
        "0.5",
    ];

    private static readonly string[] NumbersOfBody =
    [
        "0",
        "-1",
        "2147483647",
        "-2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
        "1e308",
        "-1e308",
        "1e-308",
        "0.5",
    ];

    public static IEnumerable<Mutation> Of(Operation operation, DoorRequest valid) =>
        [.. OfRoute(operation, valid), .. OfQuery(operation, valid), .. OfBody(operation, valid), .. OfForm(valid)];

    /// <summary>The text in each place that takes one.</summary>
    public static IEnumerable<(string Field, DoorRequest Request)> Texts(
        Operation operation,
        DoorRequest valid,
        string text
    )
    {
        var fit = !text.Contains(Odd.Half, StringComparison.Ordinal) && text.Length < 6_000;
        foreach (var p in operation.Parameters.Where(p => p.InQuery && p.Schema.IsText && fit))
            yield return (p.Name, With(valid, p.Name, text));
        foreach (var part in valid.Form ?? [])
        {
            var form = valid.Form!.Select(p => p != part ? p : Replaced(p, text));
            yield return (part.Name, valid with { Form = [.. form] });
        }
        if (valid.Json is not { } body || operation.Body is not { } schema)
            yield break;
        foreach (var (path, at, _, _) in Places(schema, body, []))
            if (at.IsText || at.IsAnything && Find(body, path) is JsonValue leaf && leaf.TryGetValue(out string? _))
                yield return (Shown(path), valid with { Json = Set(body, path, text) });
    }

    private static FormPart Replaced(FormPart part, string text) =>
        part.FileName is null ? new(part.Name, text) : part with { FileName = InHeader(text) };

    /// <summary>The characters of a text that the header of a part can have; no sender can write the others.</summary>
    private static string InHeader(string text)
    {
        var carried = string.Concat(text.Where(c => !char.IsControl(c) && c is not ('"' or '\\'))).Trim();
        return carried is { Length: > 0 } name ? name : "x";
    }

    private static IEnumerable<Mutation> OfRoute(Operation operation, DoorRequest valid)
    {
        foreach (var p in operation.Parameters.Where(p => !p.InQuery))
        {
            Mutation To(string what, string value, Wanted wanted = Wanted.Refused)
            {
                var route = new Dictionary<string, string>(valid.Route) { [p.Name] = value };
                return new($"{p.Name} {what}", valid with { Route = route }, wanted);
            }
            var unknown =
                p.Schema.Format == "uuid" ? "01a208c6-0000-7000-8000-000000000000"
                : p.Schema.Is("integer") ? "2147483647"
                : "unheard-of";
            yield return To("unknown", unknown, Wanted.NoFault);
            yield return To("of a wrong type", "{}", p.Schema.IsText ? Wanted.NoFault : Wanted.Refused);
            yield return To("too long", LongInAddress, Wanted.NoFault);
            if (p.Schema.Is("integer"))
                foreach (var n in new[] { "-1", "0", "99999999999999999999", "1e3" })
                    yield return To(n, n, Wanted.NoFault);
            foreach (var (what, text) in UnfitTexts)
                yield return To($"with {what}", text, Wanted.NoFault);
        }
    }

    private static IEnumerable<Mutation> OfQuery(Operation operation, DoorRequest valid)
    {
        var withUnknown = valid with { Query = [.. valid.Query, (Unknown, "1")] };
        yield return new("an unknown query parameter", withUnknown, Wanted.NotUnderstood, Unknown);
        foreach (var p in operation.Parameters.Where(p => p.InQuery))
        {
            var several = p.Schema.Is("array");
            var one = several ? p.Schema.Items! : p.Schema;
            var others = valid.Query.Where(q => q.Name != p.Name);
            var sound = valid.Query.Where(q => q.Name == p.Name).Select(q => q.Value).FirstOrDefault() ?? "1";
            Mutation Queried(string what, IEnumerable<(string, string)> query, Wanted wanted) =>
                new(
                    $"?{p.Name} {what}",
                    valid with
                    {
                        Query = [.. query],
                    },
                    wanted,
                    wanted is Wanted.NotUnderstood or Wanted.Unfit ? p.Name : null
                );
            Mutation To(string what, string value, Wanted wanted) =>
                Queried(what, [.. others, (p.Name, value)], wanted);
            if (p.Required)
                yield return Queried("removed", others, Wanted.NotUnderstood);
            if (!several)
                yield return Queried("twice", [.. others, (p.Name, sound), (p.Name, sound)], Wanted.NotUnderstood);
            yield return To("empty", "", Wanted.NoFault);
            yield return To("too long", LongInAddress, Wanted.NoFault);
            if (!one.IsText)
                yield return To("of a wrong type", "unheard of", Wanted.NotUnderstood);
            foreach (var (what, text) in UnfitTexts.Where(u => u.Text != $"a{Odd.Half}b"))
                yield return To($"with {what}", text, Wanted.Unfit);
            yield return To("with half a character", $"a{Odd.Half}b", Wanted.NoFault);
            if (one.Is("integer") || one.Is("number"))
                foreach (var n in NumbersOfQuery)
                    yield return To(n, n, Wanted.NoFault);
        }
    }

    private static IEnumerable<Mutation> OfBody(Operation operation, DoorRequest valid)
    {
        if (valid.Form is not null)
            yield break;
        if (valid.Raw is { } raw)
        {
            (string What, byte[] Bytes)[] others =
            [
                ("empty", []),
                ("a NUL", [0]),
                ("no UTF-8", [0xFF, 0xFE, 0xFD]),
                ("long", Encoding.UTF8.GetBytes(Long)),
                ("cut", raw.Bytes[..(raw.Bytes.Length / 2)]),
            ];
            foreach (var (what, bytes) in others)
                yield return new(
                    $"the body is {what}",
                    valid with
                    {
                        Raw = (bytes, raw.MediaType),
                    },
                    what == "cut" ? Wanted.NoFault : Wanted.Refused
                );
            yield break;
        }
        Mutation Raw(string what, string text, Wanted wanted, string mediaType = "application/json") =>
            new(what, valid with { Json = null, Raw = (Encoding.UTF8.GetBytes(text), mediaType) }, wanted);
        if (operation.Body is not { } schema)
        {
            if (operation.Method == "GET")
                yield break;
            var unknown = $$"""{"{{Unknown}}":1}""";
            yield return Raw("a body where none is taken", unknown, Wanted.NotUnderstood) with
            {
                Member = Unknown,
            };
            yield break;
        }
        var body = valid.Json!;
        (string What, string Text)[] broken =
        [
            ("nothing", ""),
            ("null", "null"),
            ("a list", "[]"),
            ("a text", "\"x\""),
            ("a number", "1"),
            ("broken", "{\"a\":"),
            ("a comment", "/* */{}"),
            ("more behind it", Odd.Write(body) + "{}"),
            ("deep", new string('[', 5_000)),
        ];
        foreach (var (what, text) in broken)
            yield return Raw($"the body is {what}", text, Wanted.NotUnderstood);
        yield return Raw("the body is plain text", Odd.Write(body), Wanted.Refused, "text/plain");
        byte[] noUtf8 = [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D];
        yield return new(
            "the body is no UTF-8",
            valid with
            {
                Json = null,
                Raw = (noUtf8, "application/json"),
            },
            Wanted.Refused
        );
        foreach (var mutation in Objects(valid, body, schema, []))
            yield return mutation;
        foreach (var (path, at, required, there) in Places(schema, body, []))
        foreach (var mutation in OfMember(valid, body, path, at, required, there))
            yield return mutation;
        if (KeepingNothing.Any(path => operation.Path.EndsWith(path, StringComparison.Ordinal)))
            yield break;
        foreach (var (path, _, _, _) in Places(schema, body, []).Where(p => p.Schema.IsText))
        foreach (var (what, text) in Turning)
            yield return new($"{Shown(path)} with {what}", valid with { Json = Set(body, path, text) }, Wanted.Refused);
    }

    /// <summary>One unknown member in each object of the body, and one that is repeated.</summary>
    private static IEnumerable<Mutation> Objects(DoorRequest valid, JsonNode? body, Schema schema, object[] path)
    {
        var at = Find(valid.Json!, path);
        if (at is JsonObject members && schema.Values is null && !schema.IsAnything)
        {
            yield return new(
                $"{Shown(path)} with an unknown member",
                valid with
                {
                    Json = Set(valid.Json!, [.. path, Unknown], 1),
                },
                Wanted.NotUnderstood,
                Unknown
            );
            if (members.FirstOrDefault() is { Key: { } first })
                yield return new(
                    $"{Shown(path)} with “{first}” twice",
                    valid with
                    {
                        Json = Set(valid.Json!, [.. path, Odd.Again + first], members[first]?.DeepClone()),
                    },
                    Wanted.NotUnderstood,
                    first
                );
            foreach (var (name, _, member) in schema.Members)
            foreach (var mutation in Objects(valid, body, member, [.. path, name]))
                yield return mutation;
        }
        else if (at is JsonArray { Count: > 0 } && schema.Items is { } items)
            foreach (var mutation in Objects(valid, body, items, [.. path, 0]))
                yield return mutation;
    }

    private static IEnumerable<Mutation> OfMember(
        DoorRequest valid,
        JsonNode body,
        object[] path,
        Schema schema,
        bool required,
        bool there
    )
    {
        var name = path[^1] as string ?? Shown(path);
        Mutation To(string what, JsonNode? value, Wanted wanted) =>
            new(
                $"{Shown(path)} {what}",
                valid with
                {
                    Json = Set(body, path, value),
                },
                wanted,
                wanted is Wanted.NoFault or Wanted.Refused ? null : name
            );
        if (there && path[^1] is string)
            yield return new(
                $"{Shown(path)} removed",
                valid with
                {
                    Json = Removed(body, path),
                },
                required ? Wanted.NotUnderstood : Wanted.NoFault,
                required ? name : null
            );
        yield return To("null", null, schema.Nullable || schema.IsAnything ? Wanted.NoFault : Wanted.NotUnderstood);
        if (schema.IsAnything)
        {
            foreach (var odd in new JsonNode[] { 1, true, "x", new JsonObject(), new JsonArray() })
                yield return To($"as {odd.ToJsonString()}", odd, Wanted.NoFault);
            foreach (var (what, text) in UnfitTexts)
                yield return To($"with {what}", new JsonObject { [text] = text }, Wanted.Refused);
            yield break;
        }
        (string Type, JsonNode Value)[] ofTypes =
        [
            ("string", "unheard of"),
            ("number", 7),
            ("boolean", true),
            ("object", new JsonObject()),
            ("array", new JsonArray()),
        ];
        foreach (var (type, odd) in ofTypes)
            if (!schema.Is(type) && !(type == "number" && schema.Is("integer")))
                yield return To($"as a {type}", odd, Wanted.NotUnderstood);
        if (schema.Is("string"))
        {
            var isBytes = schema.Format == "byte";
            yield return To("empty", "", Wanted.NoFault);
            yield return To("too long", Long, schema.IsText || isBytes ? Wanted.NoFault : Wanted.Refused);
            if (!schema.IsText)
                yield return To("of another form", "unheard of", Wanted.NotUnderstood);
            foreach (var (what, text) in UnfitTexts)
                yield return To($"with {what}", text, isBytes ? Wanted.Refused : Wanted.Unfit);
        }
        if (schema.Is("integer") || schema.Is("number"))
        {
            yield return To("1e400", Odd.Huge, Wanted.NotUnderstood);
            foreach (var n in NumbersOfBody)
            {
                var isNoInteger = schema.Is("integer") && n.Any(c => c is '.' or 'e');
                yield return To(n, JsonNode.Parse(n)!, isNoInteger ? Wanted.NotUnderstood : Wanted.NoFault);
            }
        }
        if (schema.Is("array"))
        {
            yield return To("empty", new JsonArray(), Wanted.NoFault);
            var takesNull = schema.Items!.Nullable || schema.Items.IsAnything;
            yield return To("of nulls", new JsonArray(null, null), takesNull ? Wanted.NoFault : Wanted.NotUnderstood);
            if (there && Find(body, path) is JsonArray { Count: > 0 } list)
            {
                var copies = list.Select(i => i?.DeepClone());
                yield return To("twice as long", new JsonArray([.. copies, .. copies]), Wanted.NoFault);
                var many = Enumerable.Range(0, 5_000).Select(_ => list[0]?.DeepClone());
                yield return To("very long", new JsonArray([.. many]), Wanted.NoFault);
            }
        }
        if (schema.Is("object"))
        {
            yield return To("empty", new JsonObject(), Wanted.NoFault);
            if (there && schema.Values is not null)
                foreach (var (what, text) in UnfitTexts)
                    yield return new(
                        $"{Shown(path)} with {what} in a name",
                        valid with
                        {
                            Json = Set(body, [.. path, text], 1),
                        },
                        Wanted.Refused
                    );
        }
    }

    /// <summary>
    /// Every member of the body and of the objects in it, including those that the valid request leaves out.
    /// </summary>
    private static IEnumerable<(object[] Path, Schema Schema, bool Required, bool There)> Places(
        Schema schema,
        JsonNode? at,
        object[] path
    )
    {
        foreach (var (name, required, member) in at is JsonObject ? schema.Members : [])
        {
            var there = at![name] is not null;
            yield return ([.. path, name], member, required, there);
            foreach (var deeper in Places(member, at[name], [.. path, name]))
                yield return deeper;
        }
        if (at is JsonObject named && schema.Values is { } values)
            foreach (var (name, value) in named)
            {
                yield return ([.. path, name], values, false, true);
                foreach (var deeper in Places(values, value, [.. path, name]))
                    yield return deeper;
            }
        if (at is JsonArray { Count: > 0 } list && schema.Items is { } items)
        {
            yield return ([.. path, 0], items, false, true);
            foreach (var deeper in Places(items, list[0], [.. path, 0]))
                yield return deeper;
        }
        // JSON that is kept as it is can have any members.
        if (schema.IsAnything && at is JsonObject free)
            foreach (var (name, value) in free)
                if (value is JsonObject or JsonValue)
                {
                    if (value is JsonValue)
                        yield return ([.. path, name], schema, false, true);
                    foreach (var deeper in Places(schema, value, [.. path, name]))
                        yield return deeper;
                }
    }

    private static IEnumerable<Mutation> OfForm(DoorRequest valid)
    {
        if (valid.Form is not { } parts)
            yield break;
        Mutation To(string what, IEnumerable<FormPart> form, Wanted wanted, string? member = null) =>
            new(what, valid with { Form = [.. form] }, wanted, member);
        yield return To("a part too many", [new(Unknown, "1"), .. parts], Wanted.NotUnderstood, Unknown);
        yield return To("no part", [], Wanted.Refused);
        foreach (var part in parts)
        {
            IEnumerable<FormPart> With(FormPart other) => parts.Select(p => p == part ? other : p);
            yield return To($"{part.Name} removed", parts.Where(p => p != part), Wanted.Refused);
            yield return To($"{part.Name} empty", With(part with { Bytes = [] }), Wanted.Refused);
            yield return To($"{part.Name} broken", With(part with { Bytes = [0x7B, 0xFF] }), Wanted.Refused);
            if (part.FileName is null)
            {
                yield return To($"{part.Name} twice", [part, .. parts], Wanted.NotUnderstood, part.Name);
                Mutation Unfit(string what, FormPart other) =>
                    To($"{part.Name} {what}", With(other), Wanted.Unfit, part.Name);
                var tooLong = new FormPart(part.Name, new string('x', 9 << 20));
                yield return To($"{part.Name} too long", With(tooLong), Wanted.Refused);
                yield return Unfit("with NUL", new(part.Name, "a\0b"));
                yield return Unfit("with U+FFFE", new(part.Name, "a\uFFFEb"));
                yield return Unfit("that is no UTF-8", part with { Bytes = [0x61, 0xED, 0xA0, 0x80] });
            }
            else
                foreach (var name in new[] { "", "../../x", new string('x', 3_000), "a\uFFFEb.zip" })
                {
                    var what = $"{part.Name} called “{name[..Math.Min(9, name.Length)]}”";
                    yield return To(what, With(part with { FileName = name }), Wanted.NoFault);
                }
        }
    }

    private static DoorRequest With(DoorRequest valid, string parameter, string value) =>
        valid with
        {
            Query = [.. valid.Query.Where(q => q.Name != parameter), (parameter, value)],
        };

    private static JsonNode? Find(JsonNode root, object[] path) =>
        path.Aggregate((JsonNode?)root, (at, step) =>
            step is int i ? (at as JsonArray)?[i] : (at as JsonObject)?[(string)step]
        );

    private static JsonNode Set(JsonNode root, object[] path, JsonNode? value)
    {
        var copy = root.DeepClone();
        if (Find(copy, path[..^1]) is JsonArray list)
            list[(int)path[^1]] = value?.DeepClone();
        else
            Find(copy, path[..^1])!.AsObject()[(string)path[^1]] = value?.DeepClone();
        return copy;
    }

    private static JsonNode Removed(JsonNode root, object[] path)
    {
        var copy = root.DeepClone();
        Find(copy, path[..^1])!.AsObject().Remove((string)path[^1]);
        return copy;
    }

    private static string Shown(object[] path) =>
        path.Length == 0 ? "the body" : path.Aggregate("", (shown, step) => step is int i
                    ? string.Create(CultureInfo.InvariantCulture, $"{shown}[{i}]")
                : shown.Length == 0 ? $"{step}"
                : $"{shown}.{step}");
}
