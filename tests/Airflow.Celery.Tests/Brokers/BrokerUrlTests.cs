using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

public sealed class BrokerUrlTests
{
    [Theory]
    [InlineData("redis://redis:6379/0", "redis://redis:6379/0")]
    [InlineData("redis://", "redis://localhost:6379/0")]
    [InlineData("redis://:p%40ss@host/2", "redis://host:6379/2")]
    [InlineData("redis://user:p@ss:w@host:7000/1", "redis://user@host:7000/1")]
    [InlineData("rediss://host:6380/1?ssl_cert_reqs=none", "rediss://host:6380/1")]
    [InlineData("redis://[::1]:6379/0", "redis://::1:6379/0")]
    [InlineData("amqp://guest:guest@rabbit:5672//", "amqp://guest@rabbit:5672/")]
    [InlineData("pyamqp://a:b@rabbit/my%2Fvhost", "amqp://a@rabbit:5672/my/vhost")]
    [InlineData("amqps://a:b@rabbit", "amqps://a@rabbit:5671/")]
    [InlineData("redis://a:1@one:1/0;redis://b:2@two:2/0", "redis://a@one:1/0")]
    [InlineData("memory://", "in memory")]
    public async Task A_url_names_a_broker_and_its_password_is_never_shown(string url, string shown)
    {
        await using var broker = BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance);

        broker.Address.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:6379")]
    [InlineData("redis://host:port/0")]
    [InlineData("redis://host:6379/zero")]
    [InlineData("sqs://")]
    [InlineData("sentinel://host:26379/0")]
    public void A_url_that_names_none_is_refused(string url) =>
        Should.Throw<BrokerException>(() => BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance)).Code.ShouldBe("broker_url_invalid");
}
