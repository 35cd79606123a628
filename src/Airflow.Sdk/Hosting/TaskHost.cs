using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Hosting;

/// <summary>What a host gives to the tasks that it runs.</summary>
/// <param name="Backend">Answers what a task asks.</param>
internal sealed record TaskHost(ITaskBackend Backend)
{
    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IServiceProvider Services { get; init; } = NoServices.Instance;

    /// <summary>Fills Jinja texts; without one, a text that needs filling is an error.</summary>
    public ITemplateRenderer Templates { get; init; } = PlainTemplateRenderer.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
