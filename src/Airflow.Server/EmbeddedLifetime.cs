using Microsoft.Extensions.Hosting;

namespace Airflow.Server;

/// <summary>
/// The life of a web server that is one part of a role. The one that hosts have by default takes SIGINT and SIGTERM for itself: the server would
/// stop before the role has said good-bye to its tasks, and a second signal would end nobody.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
