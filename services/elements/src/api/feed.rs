//! ElementFeedService: what has happened, for the services that follow.

use contract::elements::v1 as proto;
use contract::elements::v1::element_feed_service_server::ElementFeedService;

use super::FEED;

feed::serve!(ElementFeedService, proto, FEED);
