using System.Collections;
using Governance.Audits;
using Governance.Inference;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Tests.Platform.Messages;

/// <summary>A value of every type that a message takes, so that each message can be made.</summary>
internal static class SampleValues
{
    public static Message Make(Type message) =>
        (Message)
            Activator.CreateInstance(
                message,
                [.. message.GetConstructors().Single().GetParameters().Select(p => ValueOf(p.ParameterType))]
            )!;

    private static object ValueOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(1)!;
        if (plain == typeof(string))
            return "loss-without “é”";
        if (plain == typeof(int))
            return 3;
        if (plain == typeof(long))
            return 4_000_000_000L;
        if (plain == typeof(double))
            return 0.125;
        if (plain == typeof(bool))
            return true;
        if (plain == typeof(Guid))
            return Guid.Parse("01a208c6-0000-7000-8000-000000000000");
        if (plain == typeof(DateTimeOffset))
            return Slice.Start;
        if (plain == typeof(Message))
            return new RunTargetGone("version");
        if (plain == typeof(Refusal))
            return new NotFound("version", "7");
        if (plain == typeof(InferenceFault))
            return InferenceFault.Of("not-onnx").Because(InferenceFault.Of("onnx-field-cut-off", 3));
        if (plain == typeof(KnownNames))
            return new KnownNames("a purpose", ["research", "service"]);
        if (plain == typeof(Figure))
            return new Figure(.5, .4, .6, 40, "subjects", true);
        return plain.IsGenericType ? ManyOf(plain) : Made(plain);
    }

    private static object Made(Type record) =>
        Activator.CreateInstance(
            record,
            [
                .. record
                    .GetConstructors()
                    .MaxBy(c => c.GetParameters().Length)!
                    .GetParameters()
                    .Select(p => ValueOf(p.ParameterType)),
            ]
        )!;

    private static object ManyOf(Type type)
    {
        var of = type.GetGenericArguments();
        if (of.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
            map.Add(ValueOf(of[0]), ValueOf(of[1]));
            return map;
        }
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
        list.Add(ValueOf(of[0]));
        return list;
    }
}
