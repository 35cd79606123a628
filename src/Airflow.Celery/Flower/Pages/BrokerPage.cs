using Airflow.Celery.Brokers;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Pages;

/// <summary>The broker: what waits in which queue, and who serves it.</summary>
internal static class BrokerPage
{
    public static Html Render(PageView view, ClusterModel model, BrokerAddress address, IReadOnlyList<(string Name, long Messages)> queues) => Layout.Render(view, "Broker", "Broker", Html.Of($"""
        <h1>Broker</h1>
        <p class="mono">{address.ToString()}</p>
        <section class="card"><div class="scroll"><table>
        <thead><tr><th scope="col">Queue</th><th scope="col">Messages</th><th scope="col">Served by</th></tr></thead>
        <tbody>{queues.Select(queue => Row(view, model, queue.Name, queue.Messages))}</tbody>
        </table></div></section>
        """), isLive: true);

    private static Html Row(PageView view, ClusterModel model, string queue, long messages)
    {
        var servers = model.State.Workers
            .Where(worker => worker.IsAlive(view.Now) && model.Inspector.Find(worker.Name)?.Queues.Contains(queue, StringComparer.Ordinal) == true)
            .Select(worker => Html.Of($"""<a href="{view.WorkerLink(worker.Name)}">{worker.Name}</a> """)).ToList();
        return Html.Of($"""
            <tr><th scope="row">{queue}</th><td class="number">{messages}</td><td>{(servers.Count > 0 ? Html.Join(servers) : new Html(messages > 0 ? "<strong class=\"error\">nobody: what waits here waits until a worker serves this queue</strong>" : "<span class=\"none\">nobody</span>"))}</td></tr>
            """);
    }
}
