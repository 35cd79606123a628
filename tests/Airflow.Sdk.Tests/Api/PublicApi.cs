using System.Reflection;
using System.Text;

namespace Airflow.Tests.Api;

/// <summary>Lists what an assembly offers to its users, one line a member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Where(IsOffered).Select(Describe).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Where(contract => contract.IsVisible).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Insert(0, Name(parent));
        }

        return bases.Count == 0 || type.IsEnum ? "" : $" : {string.Join(", ", bases)}";
    }

    /// <summary>What a compiler makes by itself for records and enums is no decision of ours.</summary>
    private static bool IsOffered(MemberInfo member) => !member.Name.Contains('<', StringComparison.Ordinal) && member.Name is not ("value__" or "PrintMembers" or "EqualityContract") && member switch
    {
        MethodInfo method => (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && IsVisible(method),
        ConstructorInfo constructor => IsVisible(constructor),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        EventInfo => true,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Access(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"{Access(constructor)}new({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{{Accessors(property)} }}",
        FieldInfo field => field.DeclaringType is { IsEnum: true } ? $"{field.Name} = {field.GetRawConstantValue()}" : $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        _ => member.ToString() ?? "",
    };

    private static string Access(MethodBase method) => string.Concat(
        method.IsPublic ? "" : "protected ", method.IsStatic ? "static " : "", method is { IsAbstract: true, DeclaringType.IsInterface: false } ? "abstract " : "");

    private static string Accessors(PropertyInfo property) => string.Concat(property.GetAccessors(nonPublic: true).Where(IsVisible)
        .Select(accessor => accessor.ReturnType != typeof(void) ? " get;" : IsInit(accessor) ? " init;" : " set;"));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType() ?? type)}[]";
        }

        var prefix = type.Namespace?.StartsWith("Airflow", StringComparison.Ordinal) == true && type.Namespace != "Airflow" ? $"{type.Namespace}." : "";
        return type.IsGenericType ? $"{prefix}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : prefix + type.Name;
    }
}
