using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Governance.Tests.Architecture;

/// <summary>
/// What the compiler made of a project, read from its assembly: every type with all that it names. Lambdas, local
/// functions, iterators and async state machines are classes of their own there; here they belong to the method and the
/// type in which they are written.
/// </summary>
internal static partial class CompiledCode
{
    public static IReadOnlyList<CompiledType> Of(params System.Reflection.Assembly[] assemblies) =>
        [.. assemblies.SelectMany(a => Of(a.Location))];

    private static List<CompiledType> Of(string path)
    {
        var module = ModuleDefinition.ReadModule(path, new() { InMemory = true });
        return
        [
            .. module
                .GetAllTypes()
                .Where(t => t.Name != "<Module>")
                .GroupBy(Written)
                .Select(g => new CompiledType(
                    g.Key.FullName.Replace('/', '.'),
                    SpaceOf(g.Key),
                    g.SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal),
                    [
                        .. g.SelectMany(t => t.Methods)
                            .GroupBy(MemberOf, StringComparer.Ordinal)
                            .Select(m => new CompiledMember(m.Key, [.. m.SelectMany(StepsOf)])),
                    ]
                )),
        ];
    }

    /// <summary>The type that a person wrote: a generated class belongs to the one around it.</summary>
    private static TypeDefinition Written(TypeDefinition type)
    {
        while (type.DeclaringType is not null && type.Name.Contains('<'))
            type = type.DeclaringType;
        return type;
    }

    private static string SpaceOf(TypeDefinition type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type.Namespace;
    }

    /// <summary>“RunAsync” for the method, its lambdas, its local functions and its state machine alike.</summary>
    private static string MemberOf(MethodDefinition method)
    {
        if (WrittenIn().Match(method.Name) is { Success: true } inside)
            return inside.Groups[1].Value;
        for (var type = method.DeclaringType; type?.Name.Contains('<') == true; type = type.DeclaringType)
            if (WrittenIn().Match(type.Name) is { Success: true } machine)
                return machine.Groups[1].Value;
        return method.Name;
    }

    private static IEnumerable<CompiledStep> StepsOf(MethodDefinition method) =>
        !method.HasBody
            ? []
            : method
                .Body.Instructions.Where(i => i.OpCode.FlowControl == FlowControl.Call || i.Operand is string)
                .Select(i => new CompiledStep(
                    i.Operand as string,
                    i.Operand as MethodReference,
                    i.OpCode.Code == Code.Newobj
                ));

    private static IEnumerable<string> NamesOf(TypeDefinition type) =>
        ReferencesOf(type).OfType<TypeReference>().SelectMany(Leaves).Select(t => t.FullName.Replace('/', '.'));

    private static IEnumerable<TypeReference?> ReferencesOf(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
            .. AttributesOf(type),
            .. type.Fields.SelectMany(f => AttributesOf(f).Append(f.FieldType)),
            .. type.Properties.SelectMany(AttributesOf),
            .. type.Methods.SelectMany(ReferencesOf),
        ];

    private static IEnumerable<TypeReference?> ReferencesOf(MethodDefinition method) =>
        [
            .. AttributesOf(method),
            .. OfSignature(method),
            .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
            .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
            .. method.HasBody ? method.Body.ExceptionHandlers.Select(h => h.CatchType) : [],
            .. method.HasBody ? method.Body.Instructions.SelectMany(i => OfOperand(i.Operand)) : [],
        ];

    private static IEnumerable<TypeReference?> OfOperand(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference called => [called.DeclaringType, .. OfSignature(called)],
            _ => [],
        };

    private static IEnumerable<TypeReference> OfSignature(MethodReference method) =>
        [
            method.ReturnType,
            .. method.Parameters.Select(p => p.ParameterType),
            .. method is GenericInstanceMethod made ? made.GenericArguments : [],
        ];

    private static IEnumerable<TypeReference> AttributesOf(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.SelectMany(a =>
            a.ConstructorArguments.Select(c => c.Value).OfType<TypeReference>().Append(a.AttributeType)
        );

    /// <summary>The types in a type: <c>Task&lt;Sample[]&gt;</c> names Task and Sample. A type parameter is nobody's type.</summary>
    private static IEnumerable<TypeReference> Leaves(TypeReference type) =>
        type switch
        {
            GenericParameter => [],
            GenericInstanceType made => [.. Leaves(made.ElementType), .. made.GenericArguments.SelectMany(Leaves)],
            IModifierType modified => [.. Leaves(modified.ModifierType), .. Leaves(modified.ElementType)],
            TypeSpecification around => Leaves(around.ElementType),
            _ => [type],
        };

    [GeneratedRegex("^<+([^<>]+)>")]
    private static partial Regex WrittenIn();
}
