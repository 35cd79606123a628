using Microsoft.Extensions.Hosting;

namespace Airflow.Celery.Flower.Http;

/// <summary>The server lives as long as the command that starts it, which alone hears signals: the default of hosts would swallow the second one.</summary>
internal sealed class FlowerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
