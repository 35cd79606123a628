using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.MySql;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlUrlTests
{
    [Theory]
    [InlineData("mysql://airflow:secret@db.example:3307/airflow_db")]
    [InlineData("mysql+mysqldb://airflow:secret@db.example:3307/airflow_db?charset=utf8mb4")]
    [InlineData("mysql+mysqlconnector://airflow:secret@db.example:3307/airflow_db")]
    [InlineData("mysql+pymysql://airflow:secret@db.example:3307/airflow_db?charset=utf8mb4&binary_prefix=true")]
    [InlineData("mysql+aiomysql://airflow:secret@db.example:3307/airflow_db")]
    [InlineData("mariadb+mariadbconnector://airflow:secret@db.example:3307/airflow_db")]
    public void Every_driver_of_airflow_means_the_same_place(string url)
    {
        var settings = Read(url);

        (settings.Server, settings.Port, settings.Database, settings.UserID, settings.Password).ShouldBe(("db.example", 3307u, "airflow_db", "airflow", "secret"));
    }

    [Fact]
    public void User_and_password_may_hold_any_letter() =>
        Read("mysql://air%2Fflow:p%40ss%3Aw%2Frd%25;x=1@h/d").ShouldSatisfyAllConditions(
            settings => settings.UserID.ShouldBe("air/flow"),
            settings => settings.Password.ShouldBe("p@ss:w/rd%;x=1"),
            settings => new MySqlConnectionStringBuilder(settings.ConnectionString).Password.ShouldBe("p@ss:w/rd%;x=1"));

    [Fact]
    public void What_is_not_said_is_as_for_the_client() => Read("mysql://airflow@h/d").ShouldSatisfyAllConditions(
        settings => settings.Port.ShouldBe(3306u),
        settings => settings.CharacterSet.ShouldBe("utf8mb4"));

    [Fact]
    public void A_socket_of_this_machine_may_be_named() => Read("mysql+mysqldb://u@localhost/d?unix_socket=/tmp/my.sock").ShouldSatisfyAllConditions(
        settings => settings.ConnectionProtocol.ShouldBe(MySqlConnectionProtocol.UnixSocket),
        settings => settings.Server.ShouldBe("/tmp/my.sock"));

    [Fact]
    public void The_query_holds_options_of_the_drivers() =>
        Read("mysql://u@h/d?ssl_ca=/ca.pem&ssl_cert=/me.pem&ssl_key=/me.key&connect_timeout=7").ShouldSatisfyAllConditions(
            settings => settings.SslMode.ShouldBe(MySqlSslMode.VerifyCA),
            settings => settings.SslCa.ShouldBe("/ca.pem"),
            settings => settings.SslCert.ShouldBe("/me.pem"),
            settings => settings.SslKey.ShouldBe("/me.key"),
            settings => settings.ConnectionTimeout.ShouldBe(7u));

    [Theory]
    [InlineData("ssl_mode=REQUIRED", MySqlSslMode.Required)]
    [InlineData("ssl_disabled=True", MySqlSslMode.Disabled)]
    [InlineData("ssl_ca=/ca.pem&ssl_verify_identity=true", MySqlSslMode.VerifyFull)]
    [InlineData("ssl=true", MySqlSslMode.Required)]
    public void Each_driver_says_in_its_own_way_whether_to_encrypt(string query, MySqlSslMode mode) => Read($"mysql://u@h/d?{query}").SslMode.ShouldBe(mode);

    [Theory]
    [InlineData("mysql://u:secret@h/d?ssl_mode=maybe", "ssl_mode=maybe")]
    [InlineData("mysql://u:secret@h/d?connect_timeout=soon", "connect_timeout=soon")]
    [InlineData("mysql://u:secret@h/d?colour=red", "'colour'")]
    [InlineData("mysql://u:secret@h:many/d", "'many'")]
    public void What_cannot_be_meant_is_named_without_the_password(string url, string hint)
    {
        var error = Should.Throw<AirflowException>(() => Read(url));

        error.Code.ShouldBe("database_url_invalid");
        error.Message.ShouldContain(hint);
        error.Message.ShouldNotContain("secret");
    }

    private static MySqlConnectionStringBuilder Read(string url) => MySqlUrl.Read(DatabaseUrl.Parse(url));
}
