using System.Collections;
using System.Reflection;

namespace Airflow;

/// <summary>One property of an operator or notifier whose texts are rendered before it runs.</summary>
/// <param name="Name">Name in Airflow's spelling: <c>bash_command</c>.</param>
/// <param name="Renderer">Language as which the UI shows it; <see langword="null"/> is plain text.</param>
/// <param name="Property">The property.</param>
internal sealed record TemplateField(string Name, string? Renderer, PropertyInfo Property)
{
    public object? Get(object owner) => Property.GetValue(owner);

    public void Set(object owner, object? value) => Property.SetValue(owner, value);

    /// <summary>The value as the author wrote it: texts, lists, dictionaries; a C# template is its placeholder.</summary>
    public object? Plain(Operator task) => PlainOf(Get(task));

    private static object? PlainOf(object? value) => value switch
    {
        ITemplateValue made => PlainOf(made.Plain),
        Template template => template.ToString(),
        string or null => value,
        IDictionary map => PlainOf(map),
        IEnumerable list => list.Cast<object?>().Select(PlainOf).ToList(),
        _ => value,
    };

    // only its own enumerator gives entries; as a sequence a dictionary has pairs
    private static Dictionary<string, object?> PlainOf(IDictionary map)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            plain[entry.Key.ToString() ?? ""] = PlainOf(entry.Value);
        }

        return plain;
    }

    public static IReadOnlyList<TemplateField> Of(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let attribute = property.GetCustomAttribute<TemplateFieldAttribute>()
           where attribute is not null
           orderby property.MetadataToken
           select new TemplateField(AirflowName.Snake(property.Name), attribute.Renderer, property),
    ];
}
