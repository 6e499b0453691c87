"""The code that a streaming pipeline starts with."""

from __future__ import annotations

STARTER = """\
# Databricks notebook source
# A first pipeline: each line of the files in the landing volume and each event of the event hub, as they came.
# Your own code takes its place: features.streaming_pipeline.source in the platform file.
import dlt
from pyspark.sql.functions import col


@dlt.table(comment="Lines of the files that were put into the landing volume, as they came")
def lines_of_files():
    return (
        spark.readStream.format("cloudFiles")
        .option("cloudFiles.format", "text")
        .schema("value string")
        .load(spark.conf.get("platform.landing"))
        .select(col("value"), col("_metadata.file_path").alias("file"), col("_metadata.file_modification_time"))
    )


# COMMAND ----------
if spark.conf.get("platform.events.hub", ""):

    @dlt.table(comment="Events of the event hub, as they came")
    def events_of_hub():
        return (
            spark.readStream.format("kafka")
            .option("kafka.bootstrap.servers", spark.conf.get("platform.events.endpoint"))
            .option("subscribe", spark.conf.get("platform.events.hub"))
            .option("databricks.serviceCredential", spark.conf.get("platform.events.credential"))
            .option("startingOffsets", "earliest")
            .load()
            .select(
                col("key").cast("string"), col("value").cast("string"), col("partition"), col("offset"),
                col("timestamp"),
            )
        )
"""
"""Reads text, not JSON: an empty folder has no schema to infer. The event hub is read by Kafka's protocol with a
service credential. Source: learn.microsoft.com azure/databricks streaming/kafka/authentication; Auto Loader schema."""
