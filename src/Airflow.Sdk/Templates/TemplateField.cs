using System.Reflection;

namespace Airflow;

/// <summary>One property of an operator whose texts are rendered before every try.</summary>
/// <param name="Name">Name in Airflow's spelling: <c>bash_command</c>.</param>
/// <param name="Renderer">Language as which the UI shows it; <see langword="null"/> is plain text.</param>
/// <param name="Property">The property.</param>
internal sealed record TemplateField(string Name, string? Renderer, PropertyInfo Property)
{
    public object? Get(Operator task) => Property.GetValue(task);

    public void Set(Operator task, object? value) => Property.SetValue(task, value);

    public static IReadOnlyList<TemplateField> Of(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let attribute = property.GetCustomAttribute<TemplateFieldAttribute>()
           where attribute is not null
           orderby property.MetadataToken
           select new TemplateField(AirflowName.Snake(property.Name), attribute.Renderer, property),
    ];
}
