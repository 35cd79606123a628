using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresBundleStoreTests() : BundleStoreConformance(new PostgresTestDatabase());
