using System.Net;
using System.Net.Sockets;
using System.Text;
using Airflow.Engine.Telemetry;
using Airflow.Server.Observability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Server.Tests.Observability;

[Collection(OwnMetrics.Name)]
public sealed class StatsdExporterTests : IDisposable
{
    private static readonly MetricFilter Everything = new("", "");
    private readonly UdpClient server = new(new IPEndPoint(IPAddress.Loopback, 0));

    private StatsdOptions Options => new() { Host = "127.0.0.1", Port = ((IPEndPoint)server.Client.LocalEndPoint!).Port };

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Names_carry_the_tags_where_StatsD_has_none()
    {
        (await SendAsync(Options, expected: 2)).ShouldBe(["airflow.pool.open_slots.a_b_test_pool:7|g", "airflow.pool.open_slots:7|g"]);
    }

    [Fact]
    public async Task Former_names_can_be_left_out_and_the_prefix_changed() =>
        (await SendAsync(Options with { HasLegacyNames = false, Prefix = "prod" })).ShouldBe(["prod.pool.open_slots:7|g"]);

    [Fact]
    public async Task Datadog_gets_tags_but_those_that_are_disabled() =>
        (await SendAsync(Options with { HasLegacyNames = false, Tags = StatsdTags.Datadog, ConstantTags = ["env:prod"], DisabledTags = new HashSet<string> { "run_id" } }))
            .ShouldBe(["airflow.pool.open_slots:7|g|#pool_name:a_b_test_pool,env:prod"]);

    [Fact]
    public async Task InfluxDB_gets_tags_in_the_name() =>
        (await SendAsync(Options with { HasLegacyNames = false, Tags = StatsdTags.Influx })).ShouldBe(["airflow.pool.open_slots,pool_name=a_b_test_pool,run_id=r:7|g"]);

    [Fact]
    public async Task A_gauge_below_zero_is_no_change_of_it() =>
        (await SendAsync(Options with { HasLegacyNames = false }, -1, 2)).ShouldBe(["airflow.pool.open_slots:0|g", "airflow.pool.open_slots:-1|g"]);

    [Theory]
    [InlineData("pool", "", true)]
    [InlineData("OPEN_.*s$", "", true)]
    [InlineData("ti[.]", "", false)]
    [InlineData("", "pool", false)]
    [InlineData("pool", "pool", true)]
    public void Lists_are_regular_expressions_and_the_allow_list_goes_first(string allow, string block, bool passes) =>
        new MetricFilter(allow, block).Passes("pool.open_slots").ShouldBe(passes);

    private async Task<IReadOnlyList<string>> SendAsync(StatsdOptions options, double value = 7, int expected = 1)
    {
        await using (new StatsdExporter(options, Everything, NullLogger<StatsdExporter>.Instance))
        {
            AirflowMetrics.PoolOpenSlots.Record(value, new("pool_name", "a:b|test_pool"), new("run_id", "r"));
        }

        List<string> lines = [];
        while (lines.Count < expected || server.Available > 0)
        {
            lines.AddRange(Encoding.ASCII.GetString((await server.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer).Split('\n'));
        }

        return lines;
    }
}
