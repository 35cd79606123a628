using System.Collections;

namespace Airflow.Hosting;

/// <summary>Loads template files and passes plain texts through; a text with Jinja in it is an error, because this host cannot fill it.</summary>
internal sealed class PlainTemplateRenderer : ITemplateRenderer
{
    public static PlainTemplateRenderer Instance { get; } = new();

    public async ValueTask<object?> RenderAsync(TemplateRequest request, TaskContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Value switch
        {
            string text => Check(await TemplateFile.LoadAsync(text, request.FileExtensions, context, cancellationToken)),
            IDictionary map => await RenderMapAsync(map, request, context, cancellationToken),
            IEnumerable list => await RenderListAsync(list, request, context, cancellationToken),
            var other => other,
        };
    }

    private async ValueTask<object?> RenderMapAsync(IDictionary map, TemplateRequest request, TaskContext context, CancellationToken cancellationToken)
    {
        var rendered = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            rendered[entry.Key.ToString() ?? ""] = await RenderAsync(request with { Value = entry.Value }, context, cancellationToken);
        }

        return rendered;
    }

    private async ValueTask<object?> RenderListAsync(IEnumerable list, TemplateRequest request, TaskContext context, CancellationToken cancellationToken)
    {
        List<object?> rendered = [];
        foreach (var item in list)
        {
            rendered.Add(await RenderAsync(request with { Value = item }, context, cancellationToken));
        }

        return rendered;
    }

    private static string Check(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal)
        ? throw new InvalidOperationException($"This host has no template engine, so it cannot fill: {text}")
        : text;
}
