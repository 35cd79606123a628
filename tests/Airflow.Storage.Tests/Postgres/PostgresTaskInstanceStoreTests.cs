using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresTaskInstanceStoreTests() : TaskInstanceStoreConformance(new PostgresTestDatabase());
