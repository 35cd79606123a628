using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.Postgres;
using Npgsql;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://airflow:secret@db.example:6543/airflow_db")]
    [InlineData("postgresql+psycopg2://airflow:secret@db.example:6543/airflow_db")]
    [InlineData("postgresql+psycopg://airflow:secret@db.example:6543/airflow_db")]
    [InlineData("postgresql+asyncpg://airflow:secret@db.example:6543/airflow_db")]
    [InlineData("postgres://airflow:secret@db.example:6543/airflow_db")]
    [InlineData("postgresql://airflow@/airflow_db?host=db.example&port=6543&password=secret")]
    public void Every_driver_of_airflow_means_the_same_place(string url)
    {
        var settings = Read(url);

        (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password).ShouldBe(("db.example", 6543, "airflow_db", "airflow", "secret"));
    }

    [Fact]
    public void User_and_password_may_hold_any_letter() =>
        Read("postgresql://air%2Fflow:p%40ss%3Aw%2Frd%25@h/d").ShouldSatisfyAllConditions(
            settings => settings.Username.ShouldBe("air/flow"),
            settings => settings.Password.ShouldBe("p@ss:w/rd%"));

    [Fact]
    public void What_is_not_said_is_as_for_psql() =>
        Read("postgresql://airflow@h").ShouldSatisfyAllConditions(
            settings => settings.Port.ShouldBe(5432),
            settings => settings.Database.ShouldBe("airflow"),
            settings => settings.ApplicationName.ShouldBe("airflow"));

    [Fact]
    public void Without_a_host_it_is_the_socket_of_this_machine()
    {
        Read("postgresql:///airflow_db").Host.ShouldBe("/var/run/postgresql");
        Read("postgresql://u@/airflow_db?host=/tmp/sockets").Host.ShouldBe("/tmp/sockets");
    }

    [Fact]
    public void The_query_holds_options_of_libpq() =>
        Read("postgresql://u@h/d?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=7&application_name=mine&options=-c%20search_path%3Daf&keepalives_idle=30&gssencmode=disable")
            .ShouldSatisfyAllConditions(
                settings => settings.SslMode.ShouldBe(SslMode.VerifyFull),
                settings => settings.RootCertificate.ShouldBe("/ca.pem"),
                settings => settings.Timeout.ShouldBe(7),
                settings => settings.ApplicationName.ShouldBe("mine"),
                settings => settings.Options.ShouldBe("-c search_path=af"),
                settings => settings.TcpKeepAliveTime.ShouldBe(30));

    [Theory]
    [InlineData("postgresql://u:secret@h/d?sslmode=maybe", "sslmode=maybe")]
    [InlineData("postgresql://u:secret@h/d?connect_timeout=soon", "connect_timeout=soon")]
    [InlineData("postgresql://u:secret@h/d?colour=red", "'colour'")]
    [InlineData("postgresql://u:secret@h:many/d", "'many'")]
    public void What_cannot_be_meant_is_named_without_the_password(string url, string hint)
    {
        var error = Should.Throw<AirflowException>(() => Read(url));

        error.Code.ShouldBe("database_url_invalid");
        error.Message.ShouldContain(hint);
        error.Message.ShouldNotContain("secret");
    }

    private static NpgsqlConnectionStringBuilder Read(string url) => PostgresUrl.Read(DatabaseUrl.Parse(url));
}
