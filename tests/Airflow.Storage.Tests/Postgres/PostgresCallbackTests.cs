using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresCallbackTests() : CallbackConformance(new PostgresTestDatabase());
