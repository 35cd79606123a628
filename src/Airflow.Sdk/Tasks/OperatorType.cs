using System.Collections.Concurrent;
using System.Reflection;

namespace Airflow;

/// <summary>What is the same for all tasks of one operator class: names, colours, template fields.</summary>
/// <param name="Module">Module of the operator in Airflow, or the namespace of a class of the author's own.</param>
/// <param name="Name">Name of the class.</param>
internal sealed record OperatorType(string Module, string Name)
{
    private static readonly ConcurrentDictionary<Type, OperatorType> Known = new();

    public string? OperatorName { get; init; }

    public string UiColor { get; init; } = "#fff";

    public string UiForegroundColor { get; init; } = "#000";

    public IReadOnlyList<string> TemplateExtensions { get; init; } = [];

    public IReadOnlyList<TemplateField> TemplateFields { get; init; } = [];

    /// <summary>Properties that are stored with the DAG beside the template fields.</summary>
    public IReadOnlyList<PropertyInfo> SerializedFields { get; init; } = [];

    /// <summary>Whether the task only connects others: without outlets and callbacks it needs no worker.</summary>
    public bool IsEmpty { get; init; }

    public bool IsSensor { get; init; }

    /// <summary>Whether tasks of the kind write <c>skipmixin_key</c> and skip others.</summary>
    public bool CanSkipDownstream { get; init; }

    public static OperatorType Of(Type type) => Known.GetOrAdd(type, Describe);

    private static OperatorType Describe(Type type)
    {
        var attribute = type.GetCustomAttribute<OperatorAttribute>(inherit: false);
        return new OperatorType(attribute?.Module ?? type.Namespace ?? "", type.Name)
        {
            OperatorName = attribute?.OperatorName,
            UiColor = attribute?.UiColor ?? "#fff",
            UiForegroundColor = attribute?.UiForegroundColor ?? "#000",
            TemplateExtensions = attribute?.TemplateExtensions ?? [],
            TemplateFields = TemplateField.Of(type),
            SerializedFields =
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.IsDefined(typeof(SerializedFieldAttribute), inherit: true))
                    .OrderBy(property => property.Name, StringComparer.Ordinal),
            ],
            IsEmpty = typeof(IEmptyOperator).IsAssignableFrom(type),
            IsSensor = typeof(SensorOperator).IsAssignableFrom(type),
            CanSkipDownstream = typeof(ISkipsDownstream).IsAssignableFrom(type),
        };
    }
}
