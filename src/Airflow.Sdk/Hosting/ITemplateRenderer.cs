namespace Airflow.Hosting;

/// <summary>Fills Jinja texts from the context of a try.</summary>
internal interface ITemplateRenderer
{
    /// <summary>Renders all texts of a value; the shape stays the same.</summary>
    ValueTask<object?> RenderAsync(TemplateRequest request, TaskContext context, CancellationToken cancellationToken);
}
