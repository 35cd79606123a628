using Airflow.Storage.Tests.Results;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresResultBackendTests() : ResultBackendConformance(new PostgresTestDatabase());
