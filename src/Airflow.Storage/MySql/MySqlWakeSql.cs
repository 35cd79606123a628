namespace Airflow.Storage.MySql;

/// <summary>How processes on one MySQL database wake each other: a count for each topic, at which whoever waits looks again and again.</summary>
internal static class MySqlWakeSql
{
    public const string Add = """
        INSERT INTO wake_topic (topic, wakes) VALUES (@topic, 1) ON CONFLICT (topic) DO UPDATE SET wakes = wake_topic.wakes + 1
        """;

    public const string List = """
        SELECT topic, wakes FROM wake_topic
        """;
}
