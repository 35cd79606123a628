namespace Airflow.Engine.Connections;

/// <summary>The types of connections that Airflow's providers know.</summary>
public static class ConnectionTypes
{
    /// <summary>The type of a connection to something nobody has a hook for.</summary>
    public const string Generic = "generic";

    private static readonly HashSet<string> Known = new(
        """
        adls airbyte alibaba_cloud asana athena aws azure azure_batch azure_container_instance azure_container_registry azure_container_volume
        azure_cosmos azure_data_explorer azure_data_factory azure_data_lake azure_fileshare azure_service_bus azure_synapse beeline cassandra
        chroma cloudant cohere databricks datadog dbt_cloud dingding discord docker drill druid elasticsearch email emr exasol facebook_social
        fs ftp gcpbigquery gcpcloudsql gcpcloudsqldb gcpssh generic git github google_cloud_platform google_search_ads gremlin grpc hdfs
        hive_cli hive_metastore hiveserver2 http iceberg imap impala influxdb jdbc jenkins jira kafka kubernetes kylin leveldb livy looker
        mongo mssql mysql neo4j openai opensearch opsgenie oracle oss package_index pagerduty pagerduty_events papermill
        pig_cli pinecone pinot pinot_admin postgres power_bi presto qdrant redis redshift s3 salesforce samba segment sftp singularity slack
        slackwebhook smtp snowflake snowpark spark spark_connect spark_sql sqlite sqoop ssh standard tableau tabular telegram teradata trino
        vault vertica wasb weaviate webhdfs yandexcloud ydb zendesk
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static bool IsKnown(string type) => Known.Contains(ConnectionFormat.NormaliseType(type)) || Known.Contains(type);
}
