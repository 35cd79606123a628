using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresUserStoreTests() : UserStoreConformance(new PostgresTestDatabase());
