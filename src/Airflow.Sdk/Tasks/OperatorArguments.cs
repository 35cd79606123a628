using System.Collections.Concurrent;
using System.Reflection;

namespace Airflow;

/// <summary>An operator's own arguments by Airflow's names: for default arguments, mapping and the serialised form.</summary>
internal static class OperatorArguments
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Known = new();

    /// <summary>Settable public properties that the class and its bases below <see cref="Operator"/> declare.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Of(Type type) => Known.GetOrAdd(type, static type =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true }
                && property.DeclaringType is { } owner && owner != typeof(Operator) && owner.IsSubclassOf(typeof(Operator)))
            .OrderBy(property => property.MetadataToken)
            .ToDictionary(property => AirflowName.Snake(property.Name), StringComparer.Ordinal));

    /// <summary>Fills what the author left <see langword="null"/> from the default arguments of DAG or group.</summary>
    public static void ApplyDefaults(Operator task, IReadOnlyDictionary<string, object?> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            if (value is not null && Of(task.GetType()).TryGetValue(name, out var property) && property.GetValue(task) is null)
            {
                property.SetValue(task, Fit(value, property, task));
            }
        }
    }

    /// <summary>Makes the value one that the property takes: as it is, or as the text of a template.</summary>
    public static object? Fit(object? value, PropertyInfo property, Operator task)
    {
        var wanted = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return value switch
        {
            null => null,
            _ when wanted.IsInstanceOfType(value) => value,
            string text when wanted == typeof(Template) => (Template)text,
            _ => throw new ArgumentException(
                $"Task '{task.LocalId}': '{AirflowName.Snake(property.Name)}' takes a {wanted.Name}, not a {value.GetType().Name}.", nameof(value)),
        };
    }
}
