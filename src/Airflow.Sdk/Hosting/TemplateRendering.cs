using System.Collections;
using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>Renders the template fields of an operator before a try, and shows them to the host.</summary>
internal static class TemplateRendering
{
    public static async ValueTask RenderAsync(Operator task, Operator runnable, TaskContext context)
    {
        var type = runnable.OperatorType;
        var native = task.ResolvedOptions.RenderTemplateAsNativeObj ?? task.Dag.RenderTemplateAsNativeObj;
        if (type.TemplateFields.Count > 0)
        {
            var shown = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var field in type.TemplateFields)
            {
                shown[field.Name] = await RenderFieldAsync(field, runnable, new TemplateRequest(null, type.TemplateExtensions, native), context);
            }

            await context.Backend.SetRenderedFieldsAsync(JsonSerializer.SerializeToElement(shown, XComJson.Options), context.CancellationToken);
        }

        if (context.MapIndex >= 0 && task.ResolvedOptions.MapIndexTemplate is { } template)
        {
            var name = await context.Templates.RenderAsync(new TemplateRequest(template, [], Native: false), context, context.CancellationToken);
            await context.Backend.SetRenderedMapIndexAsync(name?.ToString() ?? "", context.CancellationToken);
        }
    }

    /// <summary>Renders the template fields of something that is no operator; the host is not shown them.</summary>
    public static async ValueTask RenderAsync(object owner, TaskContext context)
    {
        foreach (var field in TemplateField.Of(owner.GetType()))
        {
            await RenderFieldAsync(field, owner, new TemplateRequest(null, [], Native: false), context);
        }
    }

    private static async ValueTask<object?> RenderFieldAsync(TemplateField field, object runnable, TemplateRequest request, TaskContext context)
    {
        var plain = await PlainAsync(field.Get(runnable), context);
        if (plain is null)
        {
            return null;
        }

        var rendered = await context.Templates.RenderAsync(request with { Value = plain }, context, context.CancellationToken);
        var value = Unwrap(rendered);
        field.Set(runnable, Fit(value, field, context));
        return value;
    }

    /// <summary>The value as texts, lists and dictionaries; C# templates are called.</summary>
    private static async ValueTask<object?> PlainAsync(object? value, TaskContext context)
    {
        switch (value)
        {
            case Template { Function: { } function }:
                return new Literal(await function(context));
            case Template template:
                return template.Text;
            case ITemplateValue made:
                return await PlainAsync(made.Plain, context);
            case string or null:
                return value;
            case IDictionary map:
                var entries = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (DictionaryEntry entry in map)
                {
                    entries[entry.Key.ToString() ?? ""] = await PlainAsync(entry.Value, context);
                }

                return entries;
            case IEnumerable list:
                List<object?> items = [];
                foreach (var item in list)
                {
                    items.Add(await PlainAsync(item, context));
                }

                return items;
            default:
                return value;
        }
    }

    /// <summary>Brings the rendered value into the property's type.</summary>
    private static object? Fit(object? rendered, TemplateField field, TaskContext context)
    {
        var type = field.Property.PropertyType;
        return rendered switch
        {
            string text when type == typeof(Template) => (Template)text,
            not null when type == typeof(Template) => (Template)XComJson.ToElement(rendered, rendered.GetType()).GetRawText(),
            null => null,
            _ when type.IsInstanceOfType(rendered) => rendered,
            _ => XComJson.Read(XComJson.ToElement(rendered, rendered.GetType()), type, context.TaskId, field.Name),
        };
    }

    private static object? Unwrap(object? rendered) => rendered switch
    {
        Literal literal => literal.Text,
        IDictionary<string, object?> map => map.ToDictionary(pair => pair.Key, pair => Unwrap(pair.Value), StringComparer.Ordinal),
        IList<object?> list => list.Select(Unwrap).ToList(),
        _ => rendered,
    };

    /// <summary>The text of a C# template, which a renderer hands back as it is: it is not rendered once more.</summary>
    private sealed record Literal(string Text);
}
